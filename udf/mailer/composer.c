/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composer.h"

#include "message.h"

#include <signal.h>
#include <string.h>

/* A place for mail number `index`. The thread sleeps until half of them are free, not for each. */
static struct buffer *wait_for_place(struct composer *composer, size_t index) {
    pthread_mutex_lock(&composer->lock);
    if (index - composer->returned == COMPOSER_AHEAD)
        while (index - composer->returned > COMPOSER_AHEAD / 2)
            pthread_cond_wait(&composer->changed, &composer->lock);
    pthread_mutex_unlock(&composer->lock);
    return &composer->messages[index % COMPOSER_AHEAD];
}

static void publish(struct composer *composer, bool composed) {
    pthread_mutex_lock(&composer->lock);
    composer->composed += composed ? 1 : 0;
    composer->failed = !composed;
    pthread_cond_signal(&composer->changed);
    pthread_mutex_unlock(&composer->lock);
}

static void *compose_all(void *argument) {
    struct composer *composer = argument;
    bool composed = true;
    for (size_t i = 0; i < composer->count && composed; i++) {
        const struct delivery *delivery = &composer->deliveries[i];
        struct buffer *message = wait_for_place(composer, i);
        buffer_truncate(message, 0);
        composed = message_compose(delivery->mail, &delivery->addresses, message, composer->error);
        publish(composer, composed);
    }
    return NULL;
}

bool composer_start(struct composer *composer, const struct delivery *deliveries, size_t count) {
    sigset_t all;
    sigset_t before;
    pthread_t thread;
    *composer = (struct composer){.deliveries = deliveries,
                                  .count = count,
                                  .lock = PTHREAD_MUTEX_INITIALIZER,
                                  .changed = PTHREAD_COND_INITIALIZER};
    for (size_t i = 0; i < COMPOSER_AHEAD; i++)
        buffer_init(&composer->messages[i], MESSAGE_MAX);
    /* Signals are for the thread that waits for the relay: they interrupt it (connection.h). */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const bool started = pthread_create(&thread, NULL, compose_all, composer) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started && pthread_detach(thread) == 0;
}

const struct buffer *composer_take(struct composer *composer, size_t index, char *error) {
    pthread_mutex_lock(&composer->lock);
    composer->returned = index;
    if (composer->composed - index <= COMPOSER_AHEAD / 2)
        pthread_cond_signal(&composer->changed);
    while (composer->composed <= index && !composer->failed)
        pthread_cond_wait(&composer->changed, &composer->lock);
    const bool composed = composer->composed > index;
    pthread_mutex_unlock(&composer->lock);
    if (composed)
        return &composer->messages[index % COMPOSER_AHEAD];
    memcpy(error, composer->error, SENTENCE_MAX);
    return NULL;
}

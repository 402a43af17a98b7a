/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composer.h"

#include "message.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* What the kernel sends to the thread that is at fault, and abort(). */
static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};

/* A place for mail number `index`. The thread sleeps until half of them are free, not for each. */
static struct buffer *wait_for_place(struct composer *composer, size_t index) {
    pthread_mutex_lock(&composer->lock);
    if (index - composer->returned == COMPOSER_AHEAD)
        while (index - composer->returned > COMPOSER_AHEAD / 2)
            pthread_cond_wait(&composer->changed, &composer->lock);
    pthread_mutex_unlock(&composer->lock);
    return &composer->messages[index % COMPOSER_AHEAD];
}

/* The thread's use of the processor is counted anew from here on. */
static void publish(struct composer *composer, bool composed) {
    struct timespec used = {.tv_sec = 0};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    pthread_mutex_lock(&composer->lock);
    composer->began = used;
    composer->composed += composed ? 1 : 0;
    composer->failed = !composed;
    pthread_cond_signal(&composer->changed);
    pthread_mutex_unlock(&composer->lock);
}

static void *compose_all(void *argument) {
    struct composer *composer = argument;
    bool composed = true;
    (void)prctl(PR_SET_NAME, "composer"); /* for who looks at the process */
    for (size_t i = 0; i < composer->count && composed; i++) {
        const struct addressed_mail *addressed = &composer->mails[i];
        struct buffer *message = wait_for_place(composer, i);
        buffer_truncate(message, 0);
        if (composer->notice)
            composer->notice(addressed->mail->number);
        composed =
            message_compose(addressed->mail, &addressed->addresses, message, composer->error);
        publish(composer, composed);
    }
    return NULL;
}

bool composer_start(struct composer *composer, const struct addressed_mail *mails, size_t count,
                    composer_notice *notice) {
    sigset_t all;
    sigset_t before;
    pthread_condattr_t monotonic; /* a clock that is set must not end a wait */
    *composer = (struct composer){
        .mails = mails, .count = count, .notice = notice, .lock = PTHREAD_MUTEX_INITIALIZER};
    if (pthread_condattr_init(&monotonic) != 0 ||
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) != 0 ||
        pthread_cond_init(&composer->changed, &monotonic) != 0)
        return false;
    for (size_t i = 0; i < COMPOSER_AHEAD; i++)
        buffer_init(&composer->messages[i], MESSAGE_MAX);
    /* Signals are for the thread that waits for the relay: they interrupt it (connection.h). Those
     * of a crash are its own: blocked, they would end the process without a word. */
    sigfillset(&all);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        sigdelset(&all, crashes[i]);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const bool started = pthread_create(&composer->thread, NULL, compose_all, composer) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

static long long milliseconds(const struct timespec *from, const struct timespec *to) {
    return (to->tv_sec - from->tv_sec) * 1000LL + (to->tv_nsec - from->tv_nsec) / 1000000;
}

/* What the thread may still use of the processor for its mail. Without its clock: all. */
static long long processor_left(const struct composer *composer) {
    clockid_t clock;
    struct timespec used = composer->began;
    if (pthread_getcpuclockid(composer->thread, &clock) == 0)
        (void)clock_gettime(clock, &used);
    return COMPOSER_SECONDS * 1000LL - milliseconds(&composer->began, &used);
}

/*
 * Sleeps until the thread has said something, for `most` milliseconds. Nobody uses more of the
 * processor than of time, so the thread cannot have passed its limit before.
 */
static void wait_for_change(struct composer *composer, const struct timespec *now, long long most) {
    const long long nanoseconds = now->tv_nsec + (most % 1000) * 1000000;
    const struct timespec until = {.tv_sec = now->tv_sec +
                                             (time_t)(most / 1000 + nanoseconds / 1000000000),
                                   .tv_nsec = (long)(nanoseconds % 1000000000)};
    pthread_cond_timedwait(&composer->changed, &composer->lock, &until);
}

/* Waits for mail number `index`, with the lock held; COMPOSER_MESSAGE also if that has failed. */
static enum composer_result wait_for_mail(struct composer *composer, size_t index,
                                          long long patience) {
    struct timespec began;
    clock_gettime(CLOCK_MONOTONIC, &began);
    while (composer->composed <= index && !composer->failed) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        const long long left = processor_left(composer);
        const long long time_left = patience - milliseconds(&began, &now);
        if (composer->composed == index && left <= 0)
            return COMPOSER_GIVES_UP;
        if (time_left <= 0)
            return COMPOSER_LATE;
        const long long most = left < time_left ? left : time_left;
        wait_for_change(composer, &now, most > 0 ? most : 1);
    }
    return COMPOSER_MESSAGE;
}

enum composer_result composer_take(struct composer *composer, size_t index, long long patience,
                                   const struct buffer **message, char *error) {
    pthread_mutex_lock(&composer->lock);
    composer->returned = index;
    if (composer->composed - index <= COMPOSER_AHEAD / 2)
        pthread_cond_signal(&composer->changed);
    enum composer_result result = COMPOSER_MESSAGE;
    if (composer->composed <= index && !composer->failed)
        result = wait_for_mail(composer, index, patience);
    if (result == COMPOSER_MESSAGE && composer->composed <= index)
        result = COMPOSER_REFUSES;
    pthread_mutex_unlock(&composer->lock);
    if (result == COMPOSER_MESSAGE)
        *message = &composer->messages[index % COMPOSER_AHEAD];
    else if (result == COMPOSER_REFUSES)
        memcpy(error, composer->error, SENTENCE_MAX);
    else if (result == COMPOSER_GIVES_UP)
        sentence_fail(error,
                      "the mail could not be composed within %d s of the processor: its content is "
                      "too costly",
                      COMPOSER_SECONDS);
    return result;
}

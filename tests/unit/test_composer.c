/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composed.h"

#include "../../udf/mailer/composer.h"

#include <sched.h>

enum { MAILS = 3 * COMPOSER_AHEAD + 1 };

static struct delivery deliveries[MAILS];
static struct mail mails[MAILS];
static char subjects[MAILS][40];

static void prepare(size_t count) {
    char error[SENTENCE_MAX];
    for (size_t i = 0; i < count; i++) {
        snprintf(subjects[i], sizeof *subjects, "Ticket number %zu.", i);
        mails[i] = sample();
        mails[i].subject = (struct text){subjects[i], strlen(subjects[i])};
        deliveries[i] = (struct delivery){.mail = &mails[i]};
        CHECK(address_take_all(&mails[i], &deliveries[i].addresses, error));
    }
}

/* Waits until the thread is as far ahead as it always gets, so that it would overtake if it could.
 */
static void wait_for_lead(struct composer *composer, size_t index) {
    const size_t ahead = index + COMPOSER_AHEAD / 2 + 1;
    const size_t wanted = ahead < composer->count ? ahead : composer->count;
    for (bool reached = false; !reached;) {
        sched_yield();
        pthread_mutex_lock(&composer->lock);
        reached = composer->composed >= wanted;
        pthread_mutex_unlock(&composer->lock);
    }
}

static void check_order(size_t count) {
    static struct composer composers[2]; /* the threads may outlive a function */
    static size_t used;
    struct composer *composer = &composers[used++];
    char error[SENTENCE_MAX] = "untouched";
    prepare(count);
    CHECK(composer_start(composer, deliveries, count));
    for (size_t i = 0; i < count; i++) {
        const struct buffer *message = composer_take(composer, i, error);
        CHECK(message != NULL);
        wait_for_lead(composer, i);
        check_form(message, WISHED_LINE);
        char expected[60];
        snprintf(expected, sizeof expected, "\r\nSubject: Ticket number %zu.\r\n", i);
        CHECK(memmem(message->bytes, message->length, expected, strlen(expected)) != NULL);
    }
    CHECK(strcmp(error, "untouched") == 0);
    for (size_t i = 0; i < COMPOSER_AHEAD; i++)
        buffer_free(&composer->messages[i]);
}

/* What cannot be composed ends the row, after those before it. */
static void check_failure(void) {
    static struct composer composer;
    char error[SENTENCE_MAX] = "untouched";
    prepare(COMPOSER_AHEAD);
    for (size_t i = 0; i < COMPOSER_AHEAD; i++)
        mails[i].html = TEXT("<p>x</p>");
    char *large = malloc(MESSAGE_MAX);
    CHECK(large != NULL);
    memset(large, '=', MESSAGE_MAX); /* more than message_check() accepts */
    mails[3].html = (struct text){large, MESSAGE_MAX};
    CHECK(composer_start(&composer, deliveries, COMPOSER_AHEAD));
    for (size_t i = 0; i < 3; i++)
        CHECK(composer_take(&composer, i, error) != NULL);
    CHECK(strcmp(error, "untouched") == 0);
    CHECK(composer_take(&composer, 3, error) == NULL);
    CHECK(strstr(error, "too large") != NULL);
    for (size_t i = 0; i < COMPOSER_AHEAD; i++)
        buffer_free(&composer.messages[i]);
    free(large);
}

int main(void) {
    message_init();
    check_order(1);
    check_order(MAILS);
    check_failure();
    return check_end();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composed.h"

#include "mailer/compose/composer.h"

#include <sched.h>
#include <unistd.h>

enum { MAILS = 3 * COMPOSER_AHEAD + 1 };

static struct addressed_mail addressed[MAILS];
static struct mail mails[MAILS];
static char subjects[MAILS][40];

static void prepare(size_t count) {
    char error[SENTENCE_MAX];
    for (size_t i = 0; i < count; i++) {
        snprintf(subjects[i], sizeof *subjects, "Ticket number %zu.", i);
        mails[i] = sample();
        mails[i].number = 100 + i;
        mails[i].subject = (struct text){subjects[i], strlen(subjects[i])};
        addressed[i] = (struct addressed_mail){.mail = &mails[i]};
        CHECK(address_take_all(&mails[i], &addressed[i].addresses, error));
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

/* The last mail that the thread was about to compose. */
static _Atomic uint64_t noted;

static void note(uint64_t mail) {
    noted = mail;
}

/* Without a limit on time that a slow machine could reach. */
static const struct buffer *take(struct composer *composer, size_t index,
                                 enum composer_result expected, char *error) {
    const struct buffer *message = NULL;
    CHECK(composer_take(composer, index, 3600000, &message, error) == expected);
    CHECK((message != NULL) == (expected == COMPOSER_MESSAGE));
    return message;
}

static void check_order(size_t count) {
    static struct composer composers[2]; /* the threads may outlive a function */
    static size_t used;
    struct composer *composer = &composers[used++];
    char error[SENTENCE_MAX] = "untouched";
    prepare(count);
    CHECK(composer_start(composer, addressed, count, note));
    for (size_t i = 0; i < count; i++) {
        const struct buffer *message = take(composer, i, COMPOSER_MESSAGE, error);
        wait_for_lead(composer, i);
        check_form(message, WISHED_LINE);
        char expected[60];
        snprintf(expected, sizeof expected, "\r\nSubject: Ticket number %zu.\r\n", i);
        CHECK(memmem(message->bytes, message->length, expected, strlen(expected)) != NULL);
    }
    CHECK(strcmp(error, "untouched") == 0);
    CHECK(noted == mails[count - 1].number);
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
    CHECK(composer_start(&composer, addressed, COMPOSER_AHEAD, NULL));
    for (size_t i = 0; i < 3; i++)
        (void)take(&composer, i, COMPOSER_MESSAGE, error);
    CHECK(strcmp(error, "untouched") == 0);
    (void)take(&composer, 3, COMPOSER_REFUSES, error);
    CHECK(strstr(error, "too large: more than 8388608 bytes") != NULL);
    for (size_t i = 0; i < COMPOSER_AHEAD; i++)
        buffer_free(&composer.messages[i]);
    free(large);
}

static int held[2]; /* a pipe: the thread is held up as long as nothing is written to it */

static void hold(uint64_t mail) {
    char byte;
    (void)mail;
    CHECK(read(held[0], &byte, 1) == 1);
}

/* Others have the processor: patience ends, and the mail is not blamed. */
static void check_patience(void) {
    static struct composer composer;
    const struct buffer *message = NULL;
    char error[SENTENCE_MAX] = "untouched";
    prepare(1);
    CHECK(pipe(held) == 0);
    CHECK(composer_start(&composer, addressed, 1, hold));
    CHECK(composer_take(&composer, 0, 100, &message, error) == COMPOSER_LATE && !message);
    CHECK(write(held[1], "x", 1) == 1);
    (void)take(&composer, 0, COMPOSER_MESSAGE, error);
    CHECK(strcmp(error, "untouched") == 0);
    buffer_free(&composer.messages[0]);
}

/* HTML that takes libxml2 minutes: an element with more attributes than anybody needs. */
static char *costly(void) {
    enum { NAMES = 130000, NAME_MAX_BYTES = 8 };
    char *html = malloc(NAMES * NAME_MAX_BYTES + 10);
    char *end = html + sprintf(html, "<p");
    for (int i = 0; i < NAMES; i++)
        end += sprintf(end, " a%x", (unsigned)i);
    strcpy(end, ">x");
    return html;
}

/* What is too costly ends the row, after those before it; on a slow machine as on a quick one. */
static void check_cost(void) {
    static struct composer composer;
    char error[SENTENCE_MAX] = "untouched";
    char *html = costly();
    prepare(4);
    mails[2].html = (struct text){html, strlen(html)};
    CHECK(message_check(&mails[2], error));
    CHECK(composer_start(&composer, addressed, 4, NULL));
    for (size_t i = 0; i < 2; i++)
        (void)take(&composer, i, COMPOSER_MESSAGE, error);
    CHECK(strcmp(error, "untouched") == 0);
    (void)take(&composer, 2, COMPOSER_GIVES_UP, error);
    CHECK(strstr(error, "within 4 s of the processor: its content is too costly") != NULL);
    struct timespec used;
    clockid_t clock;
    CHECK(pthread_getcpuclockid(composer.thread, &clock) == 0 && clock_gettime(clock, &used) == 0);
    CHECK(used.tv_sec >= COMPOSER_SECONDS); /* what others take of the processor does not count */
}

int main(void) {
    message_init();
    check_order(1);
    check_order(MAILS);
    check_failure();
    check_patience();
    check_cost(); /* the last: its thread goes on */
    return check_end();
}

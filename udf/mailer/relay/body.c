/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "body.h"

#include "connection.h"
#include "mailer/report.h"
#include "mailer/sentence.h"
#include "session.h"
#include "stop.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

static volatile sig_atomic_t parted;

/* In the signal handler of the limit. */
static void part(void) {
    (void)prctl(PR_SET_PDEATHSIG, 0);
    (void)alarm(SESSION_AWAIT_SECONDS + SESSION_WAIT_SECONDS);
    parted = 1;
    report_await();
}

bool body_is_parted(void) {
    return parted;
}

static void await_answer(const struct session *session, const struct delivery *delivery) {
    char words[SENTENCE_MAX];
    snprintf(words, sizeof words,
             "%s has not answered the text of a mail within %d s: its answer is waited for, for %d "
             "minutes",
             session->relay->host, SESSION_SECONDS, SESSION_AWAIT_SECONDS / 60);
    if (report_prepare_await(delivery->mail->number, words))
        connection_extend_limit(SESSION_AWAIT_SECONDS * 1000L, part);
}

const char *body_read(void **context, int *length, void *argument) {
    struct session *session = argument;
    struct delivery *delivery = &session->deliveries[session->begun - 1];
    (void)context;
    if (!length) {
        errno = 0;
        delivery->handed_over = false;
        return NULL;
    }
    if (delivery->handed_over) {
        stop_if_answered_early(session);
        await_answer(session, delivery);
    }
    errno = 0; /* with anything else the library breaks the transfer off */
    *length = delivery->handed_over ? 0 : (int)delivery->content->length;
    delivery->handed_over = true;
    return delivery->content->bytes;
}

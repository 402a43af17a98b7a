/*
 * Every function with every allocation, and every socket and process, failing in turn: an error or
 * NULL or an honest result, nothing left behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../unit/check.h"
#include "calls.h"
#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

enum { ROWS = 3, CALLS_MAX = 1000 };

/* What may follow `words` in the answer to a call that failed somewhere. */
struct truth {
    const char *script; /* the mailer; NULL: the real one */
    const char *answer; /* of ticketstock_send without a failure: how mail 7 ends up */
    const char *never;  /* what it never says of mail 7 */
};

static const struct truth truths[] = {
    {NULL, "\"state\":\"untried\"", "\"state\":\"sent\""},
    {"#!/bin/sh\necho begin 7; echo outcome 7 sent 250 Ok; echo done\n", "\"state\":\"sent\"",
     "\"state\":\"refused\""},
    {"#!/bin/sh\necho begin 7; kill -SEGV $$\n", "\"state\":\"uncertain\"", "\"state\":\"sent\""},
    {"#!/bin/sh\nexec cat\n", "\"state\":\"untried\"", "\"state\":\"sent\""},
    {"#!/bin/sh\necho begin 7; exec yes\n", "\"state\":\"uncertain\"", "\"state\":\"sent\""},
};

static long descriptors(void) {
    long count = 0;
    for (int i = 0; i < 256; i++)
        count += fcntl(i, F_GETFD) >= 0 ? 1 : 0;
    return count;
}

/* An answer to a call in which something failed. */
static bool is_honest(const struct call *call, const struct answer *answer,
                      const struct truth *truth) {
    if (answer->outcome == REFUSED)
        return strcmp(answer->message, "out of memory") == 0;
    return answer->outcome == NULL_TEXT || call->function != &send_function ||
           !strstr(answer->start, truth->never);
}

/* Fails call 1, 2, 3 … until none fails any more; how many there were. */
static size_t fail_each(const struct call *call, const struct truth *truth, struct answer *answer) {
    struct value values[CALL_ARGUMENTS_MAX];
    const unsigned count = call_values(call, values);
    const long open_before = descriptors();
    for (size_t nth = 1; nth < CALLS_MAX; nth++) {
        faults_begin(nth);
        *answer = server_call(call->function, values, count, ROWS, 0, NULL);
        const bool failed = faults_end();
        CHECK(faults_blocks() == 0);
        CHECK(descriptors() == open_before);
        CHECK(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
        if (!failed)
            return nth - 1;
        CHECK(is_honest(call, answer, truth));
    }
    CHECK(!"the calls come to an end");
    return CALLS_MAX;
}

int main(void) {
    calls_prepare();
    for (size_t k = 0; k < sizeof truths / sizeof *truths; k++) {
        calls_use_mailer(truths[k].script);
        for (size_t i = 0; i < call_count; i++) {
            const struct call *call = &calls[i];
            const bool mailing = call->function == &send_function;
            struct answer answer;
            if (k > 0 && !mailing && call->function != &preview_function)
                continue;
            const size_t failures = fail_each(call, &truths[k], &answer);
            printf("%s, mailer %zu: %zu calls that can fail\n", call->function->name, k, failures);
            CHECK(failures > 0 || call->function->deinit == NULL);
            CHECK(answer.outcome == TEXT);
            CHECK(mailing
                      ? strstr(answer.start, truths[k].answer) != NULL
                      : k > 0 || strncmp(answer.start, call->answer, strlen(call->answer)) == 0);
        }
    }
    return check_end();
}

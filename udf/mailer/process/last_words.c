/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "last_words.h"

#include "mailer/report.h"

#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { STACK_BYTES = 65536 /* of the handler: the thread's own may be what has run out */ };

/* Written before, since nothing may be formatted in a handler (signal-safety(7)). */
static _Thread_local char words[160];
static _Thread_local size_t length;

/* SA_RESETHAND: when it returns, the same happens again and ends the process. */
static void speak(int number) {
    if (length > 0)
        report_last_line(words, length);
    (void)raise(number);
}

static void catch_crashes(void) {
    static char stack[STACK_BYTES]; /* one thread composes */
    const stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    const struct sigaction action = {.sa_handler = speak,
                                     .sa_flags = (int)(SA_ONSTACK | SA_RESETHAND | SA_NODEFER)};
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};
    stack_t present;
    /* A sanitizer has given the thread one already, and takes it away when the thread ends. */
    if (sigaltstack(NULL, &present) != 0 || (present.ss_flags & SS_DISABLE))
        (void)sigaltstack(&own, NULL);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        (void)sigaction(crashes[i], &action, NULL);
}

void last_words_arm(uint64_t mail) {
    if (length == 0)
        catch_crashes();
    length = (size_t)snprintf(
        words, sizeof words,
        "outcome %" PRIu64 " uncomposed 0 the mailer crashed while it composed this mail, or had "
        "no memory for it: its content is at fault\n",
        mail);
}

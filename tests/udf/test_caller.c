/*
 * Who calls, on a server that tells as MariaDB or MySQL does, in part, or not at all: only routines
 * of ticketstock@localhost may send and preview, where the server tells; the key is asked for after
 * that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "functions/caller.h"

#include "../unit/check.h"
#include "calls.h"
#include "session.h"

#include <string.h>
#include <unistd.h>

#define NAME(text)                                                                                 \
    { text, sizeof text - 1 }

static const struct session definer = {NAME("ticketstock"), NAME("localhost"), 0};

/* Beginnings of longer texts: they are no NUL-terminated strings. */
static const struct session unterminated = {{"ticketstocks", 11}, {"localhost.fr", 9}, 0};

static const struct session others[] = {
    {NAME("root"), NAME("localhost"), 0},
    {NAME("localhost"), NAME("ticketstock"), 0},
    {NAME("ticketstock"), NAME("%"), 0},
    {NAME("ticketstock"), NAME("127.0.0.1"), 0},
    {NAME("ticketstock"), NAME("localhos"), 0},
    {NAME("ticketstock"), NAME("localhost.fr"), 0},
    {NAME("ticketstock"), NAME("Localhost"), 0},
    {NAME("ticketstock"), NAME("localhost\0"), 0},
    {NAME("ticketstock"), NAME("localhost\0.fr"), 0},
    {NAME("ticketstock"), NAME(""), 0},
    {NAME("ticketstock"), {NULL, 0}, 0},
    {NAME("ticketstock"), {NULL, 9}, 0},
    {NAME("ticketstoc"), NAME("localhost"), 0},
    {NAME("ticketstocks"), NAME("localhost"), 0},
    {NAME("a ticketstock"), NAME("localhost"), 0},
    {NAME("ticketstock "), NAME("localhost"), 0},
    {NAME("TicketStock"), NAME("localhost"), 0},
    {NAME("ticketstock\0"), NAME("localhost"), 0},
    {NAME("ticketstock\0s"), NAME("localhost"), 0},
    {{"ticketstock", 10}, NAME("localhost"), 0},
    {NAME(""), NAME("localhost"), 0},
    {{NULL, 0}, NAME("localhost"), 0},
    {{NULL, 11}, NAME("localhost"), 0},
    {{NULL, 0}, {NULL, 0}, 0},
    {NAME(""), NAME(""), 0},
};

static enum caller ask_as(const struct session *caller) {
    session = caller;
    return caller_ask();
}

static void test_accounts(void) {
    const enum caller other = session_told ? CALLER_OTHER : CALLER_UNKNOWN;
    CHECK(ask_as(&definer) == (session_told ? CALLER_DEFINER : CALLER_UNKNOWN));
    CHECK(ask_as(&unterminated) == (session_told ? CALLER_DEFINER : CALLER_UNKNOWN));
    CHECK(ask_as(NULL) == other);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK(ask_as(&others[i]) == other);
}

/* A server that could not say who calls has not said that it is the definer. */
static void test_failures(void) {
    for (unsigned i = 1; i <= session_failures; i++) {
        struct session failing = definer;
        failing.failing = i;
        CHECK(ask_as(&failing) == CALLER_OTHER);
    }
}

static struct answer answer_to(const struct call *call, const struct session *caller) {
    struct value values[CALL_ARGUMENTS_MAX];
    const unsigned count = call_values(call, values);
    session = caller;
    return server_call(call->function, values, count, 1, 0, NULL);
}

static bool is_refused(const struct answer *answer, const char *start) {
    return answer->outcome == REFUSED && strncmp(answer->message, start, strlen(start)) == 0;
}

/* With the right key, or without a key file, which is not looked for if an other calls. */
static void test_calls(bool has_file) {
    const char *but = session_told ? "" : ", but the delivery key is the only lock";
    for (size_t i = 0; i < call_count; i++) {
        const bool sends =
            calls[i].function == &send_function || calls[i].function == &preview_function ||
            calls[i].function == &left_over_function || calls[i].function == &forget_function;
        const struct answer ours = answer_to(&calls[i], &definer);
        const struct answer theirs = answer_to(&calls[i], &others[0]);
        const struct answer nobodys = answer_to(&calls[i], NULL);
        if (has_file)
            CHECK(ours.outcome == TEXT);
        else if (sends || calls[i].function == &check_function)
            CHECK(is_refused(&ours, "delivery key: the server has no secrets file"));
        if (sends && session_told)
            CHECK(is_refused(&theirs, "caller: only routines of ticketstock@localhost") &&
                  is_refused(&nobodys, "caller: only routines of ticketstock@localhost"));
        else
            CHECK(theirs.outcome == ours.outcome && nobodys.outcome == ours.outcome);
        if (has_file && calls[i].function == &check_function)
            CHECK(strncmp(theirs.start, "ok", 2) == 0 &&
                  strncmp(theirs.start + 2, but, strlen(but)) == 0 &&
                  (theirs.length == 2) == session_told);
    }
}

int main(void) {
    test_accounts();
    test_failures();
    test_calls(false);
    calls_prepare();
    test_calls(true);
    return check_end();
}

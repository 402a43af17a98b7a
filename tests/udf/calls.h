/*
 * Calls that succeed, one for each function, which the tests then spoil; and the files that they
 * need.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_CALLS_H
#define TICKETSTOCK_CALLS_H

#include "server.h"

enum { CALL_ARGUMENTS_MAX = 20 };

struct call {
    const struct function *function;
    const char *arguments[CALL_ARGUMENTS_MAX]; /* texts; values are no constants */
    unsigned first_pair;                       /* arguments before it are constants */
    const char *answer;                        /* how it begins */
};

extern const struct call calls[];
extern const size_t call_count;

/* The arguments of a call as the server hands them over; their number. */
unsigned call_values(const struct call *call, struct value *values);

/* Writes the secrets file that the functions of this program read; deleted at exit. */
void calls_prepare(void);

/* A shell script that stands for the mailer from now on; NULL: the mailer itself. */
void calls_use_mailer(const char *script);

#endif

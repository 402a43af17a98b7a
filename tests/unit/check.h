/*
 * The one macro of the unit tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CHECK(expression) counts, and prints file, line and expression if it is false; a test goes on
 * after that. main() ends with `return check_end();`: 1 if any check failed.
 */
#ifndef TICKETSTOCK_CHECK_H
#define TICKETSTOCK_CHECK_H

#include <stdio.h>

static int check_count, check_failures;

#define CHECK(expression)                                                                          \
    ((void)(check_count++, (expression)                                                            \
                               ? 0                                                                 \
                               : (check_failures++, printf("%s:%d: CHECK(%s) failed\n", __FILE__,  \
                                                           __LINE__, #expression))))

static inline int check_end(void) {
    printf("%d checks, %d failed\n", check_count, check_failures);
    return check_failures > 0;
}

#endif

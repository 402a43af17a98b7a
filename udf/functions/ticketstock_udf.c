/*
 * The small entry points: ticketstock_version and ticketstock_check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "caller.h"
#include "udf.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { SHORT_RESULT_MAX = 255 }; /* bytes of the buffer that the server lends for a result */

/* ticketstock_version(): the version of the library, as text. */
my_bool ticketstock_version_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    if (arguments->arg_count != 0)
        return udf_refuse(message, "ticketstock_version takes no argument");
    init->max_length = SHORT_RESULT_MAX;
    init->const_item = 1;
    return 0;
}

char *ticketstock_version(UDF_INIT *init, UDF_ARGS *arguments, char *result, unsigned long *length,
                          char *is_null, char *error) {
    (void)init;
    (void)arguments;
    (void)is_null;
    (void)error;
    memcpy(result, TICKETSTOCK_VERSION, sizeof TICKETSTOCK_VERSION - 1);
    *length = sizeof TICKETSTOCK_VERSION - 1;
    return result;
}

/*
 * ticketstock_check(key): `ok` if routines of ticketstock@localhost could send mail with this key,
 * and nobody else could; `ok, but …` if the server does not tell who calls, so that whoever has the
 * key can send; else a sentence about the mailer. It sends nothing, so any account may ask that has
 * the key. A wrong key is error 1123 as in ticketstock_send.
 */
my_bool ticketstock_check_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    if (!udf_has_key(arguments, message))
        return 1;
    if (arguments->arg_count != 1)
        return udf_refuse(message, "ticketstock_check takes one argument, the delivery key");
    init->max_length = SHORT_RESULT_MAX;
    return 0;
}

char *ticketstock_check(UDF_INIT *init, UDF_ARGS *arguments, char *result, unsigned long *length,
                        char *is_null, char *error) {
    (void)init;
    (void)arguments;
    (void)is_null;
    (void)error;
    int written;
    if (access(TICKETSTOCK_MAILER, X_OK) != 0)
        written =
            snprintf(result, SHORT_RESULT_MAX, "%.200s cannot be run by the server (errno %d)",
                     TICKETSTOCK_MAILER, errno);
    else if (caller_ask() == CALLER_UNKNOWN)
        written = snprintf(result, SHORT_RESULT_MAX,
                           "ok, but the delivery key is the only lock: "
                           "the server does not tell who calls");
    else
        written = snprintf(result, SHORT_RESULT_MAX, "ok");
    *length = written > 0 ? (unsigned long)written : 0;
    return result;
}

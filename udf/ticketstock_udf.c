/*
 * The small entry points: ticketstock_version and ticketstock_check.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
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
 * ticketstock_check(key): `ok` if mail could be sent with this key, else a sentence about the
 * mailer. A wrong key is error 1123 as in ticketstock_send.
 */
my_bool ticketstock_check_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    if (!udf_may_send(arguments, message))
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
    const int written =
        access(TICKETSTOCK_MAILER, X_OK) == 0
            ? snprintf(result, SHORT_RESULT_MAX, "ok")
            : snprintf(result, SHORT_RESULT_MAX, "%.200s cannot be run by the server (errno %d)",
                       TICKETSTOCK_MAILER, errno);
    *length = written > 0 ? (unsigned long)written : 0;
    return result;
}

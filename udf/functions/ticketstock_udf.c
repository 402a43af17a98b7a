/*
 * ticketstock_version, the smallest entry point.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "udf.h"

#include <string.h>

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

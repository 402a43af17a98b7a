/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "udf.h"

#include "caller.h"
#include "shared/batch.h"
#include "shared/secrets.h"

#include <stdio.h>
#include <string.h>

_Static_assert((int)SECRETS_ERROR_MAX <= (int)UDF_MESSAGE_MAX,
               "a reason has to fit the server's buffer");

my_bool udf_refuse(char *message, const char *sentence) {
    snprintf(message, UDF_MESSAGE_MAX, "%s", sentence);
    return 1;
}

bool udf_has_key(const UDF_ARGS *arguments, char *message) {
    if (arguments->arg_count == 0 || arguments->arg_type[0] != STRING_RESULT ||
        !arguments->args[0]) {
        udf_refuse(message, "delivery key: argument 1 must be the key, as a constant");
        return false;
    }
    return secrets_check_key(TICKETSTOCK_SECRETS, arguments->args[0], arguments->lengths[0],
                             message);
}

bool udf_may_send(const UDF_ARGS *arguments, char *message) {
    if (caller_ask() == CALLER_OTHER) {
        udf_refuse(message, "caller: only routines of ticketstock@localhost may send or preview");
        return false;
    }
    return udf_has_key(arguments, message);
}

bool udf_take_pairs(UDF_ARGS *arguments, unsigned first, char *message) {
    if (arguments->arg_count < first || (arguments->arg_count - first) % 2 != 0) {
        udf_refuse(message, "arguments: a value is missing; they are pairs of name and value");
        return false;
    }
    for (unsigned i = first; i < arguments->arg_count; i += 2) {
        if (arguments->arg_type[i] != STRING_RESULT || !arguments->args[i] ||
            arguments->lengths[i] == 0 || arguments->lengths[i] > BATCH_FIELD_NAME_MAX) {
            snprintf(message, UDF_MESSAGE_MAX,
                     "argument %u must be a name: a constant text of 1 to %d bytes", i + 1,
                     BATCH_FIELD_NAME_MAX);
            return false;
        }
        arguments->arg_type[i + 1] = STRING_RESULT;
    }
    return true;
}

bool udf_is_named(const UDF_ARGS *arguments, unsigned i, const char *name) {
    return arguments->lengths[i] == strlen(name) &&
           memcmp(arguments->args[i], name, arguments->lengths[i]) == 0;
}

/*
 * ticketstock_left_over and ticketstock_forget: the journals of a lane.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     SELECT CONVERT(ticketstock_left_over(@key, lane, after) USING utf8mb4)
 *
 * The journal of the lane whose claim comes first after `after` ('' for the first): JSON as
 * journal.h says, NULL if there is none or it cannot be read.
 *
 *     SELECT ticketstock_forget(@key, lane, claim)
 *
 * Deletes a journal: `ok`, or NULL if it is still there.
 *
 * lane: 1 to JOURNAL_LANE_MAX of A-Z, a-z, 0-9, `_`, `-`; claim: 16 of 0-9, a-f. Neither waits for
 * anything but the disk. Error 1123, before a file is looked for, if the caller is not a routine of
 * ticketstock@localhost (udf.h), or if the key or the number of arguments is wrong.
 */
#include "core/journal.h"
#include "udf.h"

#include <stdlib.h>
#include <string.h>

static my_bool take_arguments(UDF_ARGS *arguments, char *message) {
    if (!udf_may_send(arguments, message))
        return 1;
    if (arguments->arg_count != 3)
        return udf_refuse(message, "arguments: a key, a lane's name and a claim are needed");
    arguments->arg_type[1] = STRING_RESULT;
    arguments->arg_type[2] = STRING_RESULT;
    return 0;
}

static struct journal_text text_of(const UDF_ARGS *arguments, unsigned i) {
    return (struct journal_text){arguments->args[i],
                                 arguments->args[i] ? arguments->lengths[i] : 0};
}

my_bool ticketstock_left_over_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    if (take_arguments(arguments, message))
        return 1;
    struct buffer *json = malloc(sizeof *json);
    if (!json)
        return udf_refuse(message, "out of memory");
    buffer_init(json, UDF_RESULT_MAX);
    init->ptr = (char *)json;
    init->maybe_null = 1;
    init->const_item = 0; /* files change */
    init->max_length = UDF_RESULT_MAX;
    return 0;
}

void ticketstock_left_over_deinit(UDF_INIT *init) {
    struct buffer *json = (struct buffer *)(void *)init->ptr;
    buffer_free(json);
    free(json);
}

char *ticketstock_left_over(UDF_INIT *init, UDF_ARGS *arguments, char *result,
                            unsigned long *length, char *is_null, char *error) {
    struct buffer *json = (struct buffer *)(void *)init->ptr;
    (void)result;
    (void)error;
    buffer_truncate(json, 0);
    *is_null = journal_read(text_of(arguments, 1), text_of(arguments, 2), json) != JOURNAL_FOUND;
    *length = json->length;
    return *is_null ? NULL : json->bytes;
}

my_bool ticketstock_forget_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    if (take_arguments(arguments, message))
        return 1;
    init->maybe_null = 1;
    init->const_item = 0;
    init->max_length = 2;
    return 0;
}

char *ticketstock_forget(UDF_INIT *init, UDF_ARGS *arguments, char *result, unsigned long *length,
                         char *is_null, char *error) {
    (void)init;
    (void)error;
    *is_null = !journal_forget(text_of(arguments, 1), text_of(arguments, 2));
    *length = 2;
    memcpy(result, "ok", 2);
    return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail_arguments.h"

#include "shared/batch.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_PAIR = 1 };

static bool begins(const UDF_ARGS *arguments, unsigned i, const char *start) {
    const size_t length = strlen(start);
    return arguments->lengths[i] > length && memcmp(arguments->args[i], start, length) == 0;
}

static bool is_relay_field(const UDF_ARGS *arguments, unsigned i) {
    return begins(arguments, i, "relay.");
}

/* `relay.…`, `journal.…`: of the batch and not of a mail. */
static bool is_batch_field(const UDF_ARGS *arguments, unsigned i) {
    return is_relay_field(arguments, i) || begins(arguments, i, "journal.");
}

/* Finds the one pair named `mail`; false if there is none, or two, or a name that is none. */
static bool find_mail(const UDF_ARGS *arguments, unsigned *mail, char *message) {
    unsigned found = 0;
    unsigned count = 0;
    for (unsigned i = FIRST_PAIR; i < arguments->arg_count; i += 2) {
        if (!batch_is_name(arguments->args[i], arguments->lengths[i])) {
            snprintf(message, UDF_MESSAGE_MAX, "argument %u is no field's name: a-z, _, - and .",
                     i + 1);
            return false;
        }
        if (udf_is_named(arguments, i, "mail")) {
            found = i;
            count++;
        }
    }
    *mail = found;
    return count == 1 || !udf_refuse(message, "arguments: the pair 'mail', number must stand once");
}

bool mail_arguments_take(UDF_ARGS *arguments, unsigned *mail, char *message) {
    return udf_may_send(arguments, message) && udf_take_pairs(arguments, FIRST_PAIR, message) &&
           find_mail(arguments, mail, message);
}

bool mail_arguments_number(const UDF_ARGS *arguments, unsigned mail, uint64_t *number) {
    const char *digits = arguments->args[mail + 1];
    const size_t length = arguments->lengths[mail + 1];
    *number = 0;
    if (!digits || length == 0 || length > 19) /* 19 fit 64 bits */
        return false;
    for (size_t i = 0; i < length; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return false;
        *number = *number * 10 + (uint64_t)(digits[i] - '0');
    }
    return true;
}

static bool put_pair(const UDF_ARGS *arguments, unsigned i, struct buffer *batch) {
    return !arguments->args[i + 1] || batch_put(batch, arguments->args[i], arguments->lengths[i],
                                                arguments->args[i + 1], arguments->lengths[i + 1]);
}

bool mail_arguments_put_relay(const UDF_ARGS *arguments, struct buffer *batch) {
    bool fits =
        batch_put(batch, BATCH_NAME, strlen(BATCH_NAME), BATCH_VERSION, strlen(BATCH_VERSION));
    for (unsigned i = FIRST_PAIR; fits && i < arguments->arg_count; i += 2)
        fits = !is_relay_field(arguments, i) || put_pair(arguments, i, batch);
    return fits;
}

bool mail_arguments_put_mail(const UDF_ARGS *arguments, unsigned mail, const char *closing,
                             struct buffer *batch) {
    bool fits = put_pair(arguments, mail, batch);
    for (unsigned i = FIRST_PAIR; fits && i < arguments->arg_count; i += 2)
        fits = i == mail || is_batch_field(arguments, i) || put_pair(arguments, i, batch);
    return fits && batch_put(batch, closing, strlen(closing), NULL, 0);
}

struct journal_text mail_arguments_journal(const UDF_ARGS *arguments, const char *name) {
    for (unsigned i = FIRST_PAIR; i < arguments->arg_count; i += 2)
        if (udf_is_named(arguments, i, name) && arguments->args[i + 1])
            return (struct journal_text){arguments->args[i + 1], arguments->lengths[i + 1]};
    return (struct journal_text){NULL, 0};
}

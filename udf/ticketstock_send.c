/*
 * ticketstock_send: hands a batch of mails to the mailer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     SELECT ticketstock_send(@key, 'relay.host', …, 'mail', id, 'recipient', address, …)
 *
 * Aggregate; one row is one mail. Argument 1 is the delivery key, a constant; then pairs of a
 * field's name, a constant, and its value, UTF-8, NULL to leave it out. Names are those of batch.h;
 * `relay.…` fields are taken from the first row, `mail` (the row's number in mail_outbox) must
 * stand once; rows past OUTCOMES_MAILS_MAX are left out, of batch and result. Result: JSON as
 * outcomes.h says, after at most SEND_MILLISECONDS and a moment. NULL if a row has no mail number
 * or memory is out. Error 1123, before anything is read or started, if the key or the form of the
 * arguments is wrong.
 */
#include "batch.h"
#include "child.h"
#include "outcomes.h"
#include "udf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SEND_MILLISECONDS = 18000, /* 20 s is the promise; the rest is for starting and reaping */
    SEND_BATCH_MAX = 32 * 1024 * 1024, /* bytes of a batch */
    FIRST_PAIR = 1
};

struct send {
    struct buffer batch;
    struct outcomes outcomes;
    struct buffer result;
    unsigned mail; /* index of the argument that holds the mail's number */
    bool broken;   /* a row had no mail number, or memory is out */
};

static bool is_relay_field(const UDF_ARGS *arguments, unsigned i) {
    return arguments->lengths[i] > 6 && memcmp(arguments->args[i], "relay.", 6) == 0;
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

my_bool ticketstock_send_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    if (!udf_may_send(arguments, message) || !udf_take_pairs(arguments, FIRST_PAIR, message))
        return 1;
    unsigned mail;
    if (!find_mail(arguments, &mail, message))
        return 1;
    struct send *send = malloc(sizeof *send);
    if (!send)
        return udf_refuse(message, "out of memory");
    buffer_init(&send->batch, SEND_BATCH_MAX);
    buffer_init(&send->result, UDF_RESULT_MAX);
    outcomes_init(&send->outcomes);
    send->mail = mail;
    send->broken = false;
    init->ptr = (char *)send;
    init->maybe_null = 1;
    init->max_length = UDF_RESULT_MAX;
    return 0;
}

void ticketstock_send_deinit(UDF_INIT *init) {
    struct send *send = (struct send *)(void *)init->ptr;
    buffer_free(&send->batch);
    buffer_free(&send->result);
    outcomes_free(&send->outcomes);
    free(send);
}

void ticketstock_send_clear(UDF_INIT *init, char *is_null, char *error) {
    struct send *send = (struct send *)(void *)init->ptr;
    (void)is_null;
    (void)error;
    buffer_truncate(&send->batch, 0);
    buffer_truncate(&send->result, 0);
    outcomes_free(&send->outcomes);
    send->broken = false;
}

static bool put_pair(struct send *send, const UDF_ARGS *arguments, unsigned i) {
    return !arguments->args[i + 1] ||
           batch_put(&send->batch, arguments->args[i], arguments->lengths[i],
                     arguments->args[i + 1], arguments->lengths[i + 1]);
}

static bool put_head(struct send *send, const UDF_ARGS *arguments) {
    bool fits = batch_put(&send->batch, BATCH_NAME, strlen(BATCH_NAME), BATCH_VERSION,
                          strlen(BATCH_VERSION));
    for (unsigned i = FIRST_PAIR; fits && i < arguments->arg_count; i += 2)
        fits = !is_relay_field(arguments, i) || put_pair(send, arguments, i);
    return fits;
}

static bool put_mail(struct send *send, const UDF_ARGS *arguments) {
    bool fits = put_pair(send, arguments, send->mail);
    for (unsigned i = FIRST_PAIR; fits && i < arguments->arg_count; i += 2)
        fits = i == send->mail || is_relay_field(arguments, i) || put_pair(send, arguments, i);
    return fits && batch_put(&send->batch, "send", 4, NULL, 0);
}

/* The number of a mail: 1 to 19 digits, so that it fits 64 bits. */
static bool read_number(const char *digits, size_t length, uint64_t *number) {
    *number = 0;
    if (!digits || length == 0 || length > 19)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return false;
        *number = *number * 10 + (uint64_t)(digits[i] - '0');
    }
    return true;
}

void ticketstock_send_add(UDF_INIT *init, UDF_ARGS *arguments, char *is_null, char *error) {
    struct send *send = (struct send *)(void *)init->ptr;
    uint64_t number;
    (void)is_null;
    (void)error; /* it would give NULL without an SQL error, as the result does */
    if (send->broken || send->outcomes.count == OUTCOMES_MAILS_MAX)
        return;
    if (!read_number(arguments->args[send->mail + 1], arguments->lengths[send->mail + 1],
                     &number) ||
        (send->outcomes.count == 0 && !put_head(send, arguments)) ||
        !outcomes_add(&send->outcomes, number)) {
        send->broken = true;
        return;
    }
    const size_t before = send->batch.length;
    if (!put_mail(send, arguments)) {
        buffer_truncate(&send->batch, before); /* the others go out; it stays for another batch */
        if (send->outcomes.count == 1)
            outcomes_refuse_last(&send->outcomes, "The mail cannot be put into a batch: it is "
                                                  "larger than 32 MB, or memory is out.");
    }
}

static bool read_output(void *context, const char *bytes, size_t length) {
    return outcomes_read(context, bytes, length);
}

/* Runs the mailer on what was added. False only where not even a batch could be made. */
static bool send_batch(struct send *send) {
    char failure[CHILD_ERROR_MAX];
    if (!batch_put(&send->batch, "end", 3, NULL, 0))
        return false;
    if (!child_run(TICKETSTOCK_MAILER, &send->batch, SEND_MILLISECONDS, read_output,
                   &send->outcomes, failure))
        outcomes_blame_relay(&send->outcomes, failure);
    else if (!send->outcomes.done)
        outcomes_blame_relay(&send->outcomes, "the mailer ended in the middle of the batch");
    return true;
}

char *ticketstock_send(UDF_INIT *init, UDF_ARGS *arguments, char *result, unsigned long *length,
                       char *is_null, char *error) {
    struct send *send = (struct send *)(void *)init->ptr;
    (void)arguments;
    (void)result;
    if (send->broken || (send->outcomes.count > 0 && !send_batch(send)) ||
        !outcomes_write(&send->outcomes, &send->result)) {
        *is_null = 1;
        *error = 1;
        return NULL;
    }
    *length = send->result.length;
    return send->result.bytes;
}

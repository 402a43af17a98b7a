/*
 * ticketstock_send: hands a batch of mails to the mailer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     SELECT ticketstock_send(@key, 'relay.host', …, 'mail', id, 'recipient', address, …)
 *
 * Aggregate; one row is one mail. Argument 1 is the delivery key, a constant; then pairs of a
 * field's name, a constant, and its value, UTF-8, NULL to leave it out. Names are those of batch.h;
 * `relay.…` and `journal.…` fields are taken from the first row, `mail` (the row's number in
 * mail_outbox) must stand once; rows past OUTCOMES_MAILS_MAX are left out, of batch and result.
 * Result: JSON as outcomes.h says, with `"journal":null,` in front, or the reason why there is no
 * journal, after at most SEND_MILLISECONDS and a moment. NULL if a row has no mail number or memory
 * is out. A journal that was made is to be forgotten once the result is recorded; it may be needed
 * still where a mail is `awaited`. Error 1123, before anything is read or started, if the caller is
 * not a routine of ticketstock@localhost (udf.h), or if the key or the form of the arguments is
 * wrong.
 */
#include "core/child.h"
#include "core/journal.h"
#include "core/json_text.h"
#include "core/outcomes.h"
#include "mail_arguments.h"
#include "shared/batch.h"
#include "udf.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

_Static_assert((int)CHILD_FILE == (int)BATCH_JOURNAL, "the mailer looks for its journal there");

enum {
    SEND_MILLISECONDS = 18000, /* 20 s is the promise; the rest is for starting and reaping */
    SEND_BATCH_MAX = 32 * 1024 * 1024 /* bytes of a batch */
};

struct send {
    struct buffer batch;
    struct outcomes outcomes;
    struct buffer result;
    unsigned mail;       /* index of the argument that holds the mail's number */
    int journal;         /* its descriptor; -1: none */
    int journal_problem; /* why there is none, an errno */
    bool broken;         /* a row had no mail number, or memory is out */
};

my_bool ticketstock_send_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    unsigned mail;
    if (!mail_arguments_take(arguments, &mail, message))
        return 1;
    struct send *send = malloc(sizeof *send);
    if (!send)
        return udf_refuse(message, "out of memory");
    buffer_init(&send->batch, SEND_BATCH_MAX);
    buffer_init(&send->result, UDF_RESULT_MAX);
    outcomes_init(&send->outcomes);
    send->mail = mail;
    send->journal = -1;
    send->journal_problem = 0;
    send->broken = false;
    init->ptr = (char *)send;
    init->maybe_null = 1;
    init->max_length = UDF_RESULT_MAX;
    return 0;
}

static void close_journal(struct send *send) {
    if (send->journal >= 0)
        close(send->journal);
    send->journal = -1;
}

void ticketstock_send_deinit(UDF_INIT *init) {
    struct send *send = (struct send *)(void *)init->ptr;
    close_journal(send);
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
    close_journal(send);
    send->journal_problem = 0;
    send->broken = false;
}

/* A batch is sent without one too: then its outcomes are only in the result. */
static void open_journal(struct send *send, const UDF_ARGS *arguments) {
    const struct journal_text lane = mail_arguments_journal(arguments, "journal.lane");
    if (!lane.bytes)
        return;
    send->journal = journal_open(lane, mail_arguments_journal(arguments, "journal.claim"));
    send->journal_problem = send->journal < 0 ? errno : 0;
}

void ticketstock_send_add(UDF_INIT *init, UDF_ARGS *arguments, char *is_null, char *error) {
    struct send *send = (struct send *)(void *)init->ptr;
    uint64_t number;
    (void)is_null;
    (void)error; /* it would give NULL without an SQL error, as the result does */
    if (send->broken || send->outcomes.count == OUTCOMES_MAILS_MAX)
        return;
    if (send->outcomes.count == 0)
        open_journal(send, arguments);
    if (!mail_arguments_number(arguments, send->mail, &number) ||
        (send->outcomes.count == 0 && !mail_arguments_put_relay(arguments, &send->batch)) ||
        !outcomes_add(&send->outcomes, number)) {
        send->broken = true;
        return;
    }
    const size_t before = send->batch.length;
    if (!mail_arguments_put_mail(arguments, send->mail, "send", &send->batch)) {
        buffer_truncate(&send->batch, before); /* the others go out; it stays for another batch */
        if (send->outcomes.count == 1)
            outcomes_refuse_last(&send->outcomes, "The mail cannot be put into a batch: it is "
                                                  "larger than 32 MB, or memory is out.");
    }
}

static enum child_wish read_output(void *context, const char *bytes, size_t length) {
    const struct outcomes *outcomes = context;
    if (!outcomes_read(context, bytes, length))
        return CHILD_STOP;
    return outcomes->done && outcomes->awaited ? CHILD_LEAVE : CHILD_READ_ON;
}

/* Runs the mailer on what was added. False only where not even a batch could be made. */
static bool send_batch(struct send *send) {
    char failure[CHILD_ERROR_MAX];
    if (!batch_put(&send->batch, "end", 3, NULL, 0))
        return false;
    const bool ended = child_run(TICKETSTOCK_MAILER, &send->batch, send->journal, SEND_MILLISECONDS,
                                 read_output, &send->outcomes, failure);
    if (!send->outcomes.done && send->journal >= 0)
        journal_merge(send->journal, &send->outcomes);
    if (!ended) {
        send->outcomes.awaited = false; /* it is dead */
        if (!send->outcomes.done)
            outcomes_blame_relay(&send->outcomes, failure);
    } else if (!send->outcomes.done) {
        outcomes_blame_relay(&send->outcomes, "the mailer ended in the middle of the batch");
    }
    return true;
}

static bool write_result(struct send *send) {
    char problem[64];
    struct buffer *json = &send->result;
    snprintf(problem, sizeof problem, "no journal can be written (errno %d)",
             send->journal_problem);
    if (!buffer_append_literal(json, "{\"journal\":") ||
        !(send->journal_problem ? json_put_string(json, problem, strlen(problem))
                                : buffer_append_literal(json, "null")))
        return false;
    const size_t start = json->length;
    if (!outcomes_write(&send->outcomes, json))
        return false;
    json->bytes[start] = ','; /* in place of its opening brace */
    return true;
}

char *ticketstock_send(UDF_INIT *init, UDF_ARGS *arguments, char *result, unsigned long *length,
                       char *is_null, char *error) {
    struct send *send = (struct send *)(void *)init->ptr;
    (void)arguments;
    (void)result;
    if (send->broken || (send->outcomes.count > 0 && !send_batch(send)) || !write_result(send)) {
        *is_null = 1;
        *error = 1;
        return NULL;
    }
    close_journal(send);
    *length = send->result.length;
    return send->result.bytes;
}

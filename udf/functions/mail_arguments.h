/*
 * The arguments of functions that hand mails to the mailer, and the batch that they make.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Argument 1 is the delivery key, a constant; then pairs of a field's name, a constant, and its
 * value, UTF-8, NULL to leave it out. Names are those of batch.h; one row of arguments is one mail,
 * and `mail` (the row's number in mail_outbox) must stand once. `journal.lane` and `journal.claim`
 * name the journal (journal.h) of the batch.
 */
#ifndef TICKETSTOCK_MAIL_ARGUMENTS_H
#define TICKETSTOCK_MAIL_ARGUMENTS_H

#include "core/journal.h"
#include "shared/buffer.h"
#include "udf.h"

#include <stdint.h>

/*
 * For an init call: checks caller (udf_may_send), key and form, and finds the argument `mail`.
 * False with the reason in `message`; nothing else may be done with the call then.
 */
bool mail_arguments_take(UDF_ARGS *arguments, unsigned *mail, char *message);

/* The number of this row's mail. False if it is NULL or not 1 to 19 digits. */
bool mail_arguments_number(const UDF_ARGS *arguments, unsigned mail, uint64_t *number);

/* Begins a batch with the `relay.…` fields of this row. False if the buffer is full. */
bool mail_arguments_put_relay(const UDF_ARGS *arguments, struct buffer *batch);

/* This row's value of `journal.lane` or `journal.claim`; lasts as long as the row. */
struct journal_text mail_arguments_journal(const UDF_ARGS *arguments, const char *name);

/* Appends this row's mail, closed with `send` or `compose`. False if the buffer is full. */
bool mail_arguments_put_mail(const UDF_ARGS *arguments, unsigned mail, const char *closing,
                             struct buffer *batch);

#endif

/*
 * Reads a batch (batch.h) into a relay's settings and an array of mails.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only the form is judged here: a wrong form makes the whole batch unreadable, because nobody can
 * know what was meant. What the fields hold is judged later, mail by mail.
 */
#ifndef TICKETSTOCK_MAILER_BATCH_READER_H
#define TICKETSTOCK_MAILER_BATCH_READER_H

#include "mail.h"

#include <stdbool.h>

enum { BATCH_MAILS_MAX = 4000 };

struct mail_batch {
    struct relay_settings relay;
    struct mail *mails; /* owned: batch_free() */
    size_t count;
};

/*
 * Reads text[0..length), which it changes in place and which must outlive the batch: the fields
 * point into it. False: `error` (of SENTENCE_MAX bytes) names the line; nothing may be sent, and
 * nothing needs to be freed. Refused are unknown, misplaced and repeated fields, mails with the
 * same number, more than BATCH_MAILS_MAX mails, a text without `end` or with anything behind it.
 */
bool batch_read(char *text, size_t length, struct mail_batch *batch, char *error);

/* Gives back what batch_read() allocated. */
void batch_free(struct mail_batch *batch);

#endif

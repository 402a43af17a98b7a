/*
 * What became of each mail of a batch: read from the mailer's lines, written as JSON for SQL.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mailer talks to a relay, so nothing it says is trusted: a line that is not of the format
 * (batch.h), that names a mail which is not in the batch, or that speaks of a mail a second time
 * is refused, and memory is bounded by the number of mails that were added.
 */
#ifndef TICKETSTOCK_OUTCOMES_H
#define TICKETSTOCK_OUTCOMES_H

#include "shared/buffer.h"

#include <stdint.h>

enum {
    OUTCOMES_MAILS_MAX = 4000, /* mails of one batch */
    OUTCOMES_TEXT_MAX = 500,   /* bytes kept of a relay's words */
    OUTCOMES_LINE_MAX = 8192   /* bytes of one line of the mailer */
};

struct outcome;

struct outcomes {
    struct outcome *mails; /* owned, in the order they were added */
    size_t count;
    size_t capacity;
    size_t current;        /* index of the mail that the mailer spoke of last */
    struct buffer line;    /* what has arrived of the mailer's next lines */
    struct outcome *relay; /* owned; set once the mailer has blamed the relay or died */
    bool done;             /* the mailer said that it worked through the batch */
    bool awaited;          /* it goes on by itself, for the answer to its last mail */
    bool open;             /* a mail that was not added is added when the mailer names it */
};

void outcomes_init(struct outcomes *outcomes);
void outcomes_free(struct outcomes *outcomes);

/* Adds a mail, not tried so far. False past OUTCOMES_MAILS_MAX or without memory. */
bool outcomes_add(struct outcomes *outcomes, uint64_t mail);

/* Says of the mail added last that it will not go out, in our words; it stays in the list. */
void outcomes_refuse_last(struct outcomes *outcomes, const char *sentence);

/* Takes bytes as they come from the mailer. False: it breaks the format and must be stopped. */
bool outcomes_read(struct outcomes *outcomes, const char *bytes, size_t length);

/*
 * Records that the batch was not worked through, unless the mailer has said why itself: by words
 * about the relay, or about a mail that it could not compose.
 */
void outcomes_blame_relay(struct outcomes *outcomes, const char *sentence);

/*
 * Appends {"relay":{"usable":true,"code":0,"text":""},
 *          "mails":[{"id":17,"state":"sent","code":250,"text":"2.0.0 Ok"},…]}
 * with every mail that was added. States: those of batch.h, `untried`, `interrupted` for a mail
 * that was begun when the relay ended the session, and `awaited` for one whose answer a mailer
 * that goes on waits for. False at the buffer's limit or without memory.
 */
bool outcomes_write(const struct outcomes *outcomes, struct buffer *json);

#endif

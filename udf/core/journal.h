/*
 * Journals: what became of the mails of a batch, in a file, for when it cannot be told otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The database records outcomes after the session. Until it has, they would be lost with the
 * server, with the connection, or to a lock; mails would go out again. So the mailer appends each
 * to a file first, and the next turn of the lane reads what was left over. The files lie in the
 * server's data folder, which is its working folder: they need no place of their own, no right and
 * no setting, and live and die with the rows that they speak of.
 *
 * A journal is `ticketstock.<lane>.<claim>`, lines as batch.h says: `ticketstock-journal 1`, the
 * mailer's number as `mailer 4711`, then all that it reports. While its mailer lives the file is
 * locked (flock(2)). What it says is no more trusted than the mailer (outcomes.h).
 */
#ifndef TICKETSTOCK_JOURNAL_H
#define TICKETSTOCK_JOURNAL_H

#include "outcomes.h"
#include "shared/buffer.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    JOURNAL_LANE_MAX = 100, /* bytes of a lane's name: A-Z, a-z, 0-9, `_`, `-` */
    JOURNAL_CLAIM = 16      /* bytes of a claim: 0-9, a-f */
};

/* A text of somebody else's, not NUL-terminated; bytes NULL: SQL NULL. */
struct journal_text {
    const char *bytes;
    size_t length;
};

/* Whether both can be part of a file's name. */
bool journal_is_lane(struct journal_text lane);
bool journal_is_claim(struct journal_text claim);

/* Makes a new journal; its descriptor, which is to be closed, or -1 with errno. */
int journal_open(struct journal_text lane, struct journal_text claim);

/*
 * Adds what a journal says and nobody has heard, after its mailer has died: it may have been killed
 * between the two.
 */
void journal_merge(int journal, struct outcomes *outcomes);

enum journal_result {
    JOURNAL_FOUND,
    JOURNAL_NONE,
    JOURNAL_FAILED /* the folder cannot be read, or a name is none */
};

/*
 * Reads the lane's journal whose claim comes first after `after` (NULL or empty: the first of all).
 * Appends {"claim":"…","alive":false, …} with the rest as outcomes_write has it, every mail that
 * the journal names. alive: its mailer still runs, and may have more to say. Reaps a mailer that
 * was let go and has ended.
 */
enum journal_result journal_read(struct journal_text lane, struct journal_text after,
                                 struct buffer *json);

/* Deletes a journal; true if it is not there any more. */
bool journal_forget(struct journal_text lane, struct journal_text claim);

#endif

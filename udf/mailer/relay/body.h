/*
 * Hands libesmtp the text of a mail, and waits for the answer to it longer than for any other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_BODY_H
#define TICKETSTOCK_MAILER_BODY_H

#include <stdbool.h>

/*
 * libesmtp's callback for the current mail's text; `session` is a struct session. A NULL length
 * means: from the beginning. Otherwise the whole text comes first, and then a length of 0: the
 * final dot is about to be written. When the session's time is up before the answer comes, the
 * parent is let go with an `await` line and the process waits for it alone, for
 * SESSION_AWAIT_SECONDS: asked again after less, a relay that scans for long would take the mail
 * each time. The answer goes to the journal; without one nothing changes.
 */
const char *body_read(void **context, int *length, void *session);

/* Whether the parent has gone on without us. */
bool body_is_parted(void);

#endif

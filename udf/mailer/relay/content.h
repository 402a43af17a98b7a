/*
 * Gives a mail its composed message when its turn comes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_CONTENT_H
#define TICKETSTOCK_MAILER_CONTENT_H

#include "session.h"

/*
 * Fills delivery->content; waits for it for so many milliseconds. To be called before the mail is
 * begun, since it could not be taken back any more. Without its content the process reports that
 * and ends: a library cannot leave a mail out, and nobody can stop the thread that composes. The
 * mails behind it are untried and have the next session.
 */
void content_take(struct session *session, struct delivery *delivery, long milliseconds);

#endif

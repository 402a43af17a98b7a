/*
 * Whose fault a refusal is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A relay says 5xx of a mailbox that does not exist, but also of a name in EHLO that it does not
 * like, of a sender or an account that may not send, of a quota that is used up: then every mail of
 * the queue would fail for good, and another relay might take them.
 */
#ifndef TICKETSTOCK_MAILER_REFUSAL_H
#define TICKETSTOCK_MAILER_REFUSAL_H

#include "dialogue.h"

#include <stdbool.h>

/*
 * Whether a 4xx or 5xx to this step is about the mail or its recipient. If not it may be about the
 * relay, the sender or our configuration; of one mail alone nobody can tell (a relay that blocks
 * one mailbox says 550 5.7.1 as well), so that whoever knows the others has to judge.
 *
 * step  MAIL, RCPT, DATA, or BODY; text  of the reply, which mostly begins with an enhanced status
 * code (RFC 3463; NULL: none). At MAIL the recipient is not known yet: only size and content are
 * the mail's. Later the enhanced code decides, and without one the reply code: of a command, or of
 * a mailbox. A 4xx is about the mail but at MAIL and where it says that the relay is in trouble
 * (4.3.x).
 */
bool refusal_is_about_mail(enum dialogue_step step, int code, const char *text);

#endif

/*
 * Ends a session where libesmtp would go on and must not: it cannot be stopped from within a
 * callback, so the process reports and ends, since it is there for this session only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_STOP_H
#define TICKETSTOCK_MAILER_STOP_H

#include "session.h"

/* Reports what is open and the words as a `relay` line (code 0: ours), and ends the process. */
_Noreturn void stop_session(struct session *session, int code, const char *words);

/* The same with code 0 and a format. */
_Noreturn void stop_saying(struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Stops because the relay closed the connection where its answer was awaited. */
_Noreturn void stop_at_drop(struct session *session);

/* Stops because the relay's last answer is none to the last command. */
_Noreturn void stop_at_nonsense(struct session *session);

/* Stops if the relay's last words allow no further command; returns otherwise. */
void stop_if_faulty(struct session *session);

/* Stops if the session's time is up. */
void stop_if_late(struct session *session);

/*
 * Stops if the relay's answer allows no further command, came too late, or is not there as a whole:
 * the library takes a reply for whole that was cut off in the middle, by a drop or by our limit.
 */
void stop_unless_answered(struct session *session);

/*
 * The body was written, its final dot not yet. Stops if the relay has already answered: the library
 * would take that for the answer to the whole mail. What remains is an answer that crosses the dot
 * on the wire: said before the relay had the mail, and here only after this look. Nothing tells it
 * from the right one.
 */
void stop_if_answered_early(struct session *session);

#endif

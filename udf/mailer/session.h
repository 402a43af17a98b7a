/*
 * Sends the mails of a batch in one libesmtp session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libesmtp 1.1.0 is used as libesmtp.md says: one recipient for each message, extensions that crash
 * it hidden (extensions.h), its statuses read with care (delivery.h), the dialogue followed beside
 * it (dialogue.h). It cannot be stopped from within a callback; where it must not go on, the
 * process reports and ends, since it is there for this session only.
 */
#ifndef TICKETSTOCK_MAILER_SESSION_H
#define TICKETSTOCK_MAILER_SESSION_H

#include "delivery.h"
#include "relay.h"

enum {
    SESSION_SECONDS = 16,        /* from the start of the process; its parent kills it after 18 s */
    SESSION_QUIT_SECONDS = 2,    /* for the reply to QUIT, which changes nothing any more */
    SESSION_WAIT_SECONDS = 60,   /* the library's: never reached, a write then leaves a hole */
    SESSION_AWAIT_SECONDS = 600, /* RFC 5321, 4.5.3.2.6: for the answer to the whole mail */
    SESSION_BEGIN_SECONDS = 12,  /* after that no further mail is begun: it might be cut off */
    SESSION_OBJECTIONS = 10      /* in a row, and the session ends (refusal.h) */
};

/*
 * Composes and sends deliveries[0..count), at least one, none of them begun, their mails accepted
 * by message_check(), in a process that began at
 * `started` (monotonic_milliseconds()), and reports what becomes of them:
 * `begin` before each mail's MAIL command, its outcome as soon as it is certain, at most one
 * `relay` line. Mails that were not tried get no outcome. May not return: then all is reported and
 * the process has ended with `done`.
 */
void session_send(struct relay *relay, struct delivery *deliveries, size_t count,
                  long long started);

#endif

/*
 * Sends the mails of a batch in one libesmtp session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libesmtp 1.1.0 is used as libesmtp.md says: one recipient for each message, extensions that crash
 * it hidden (extensions.h), its statuses read with care (delivery.h), the dialogue followed beside
 * it (dialogue.h), and the process ended where it would go on and must not (stop.h).
 */
#ifndef TICKETSTOCK_MAILER_TRANSFER_H
#define TICKETSTOCK_MAILER_TRANSFER_H

#include "mailer/compose/address.h"
#include "relay.h"

#include <stddef.h>

/*
 * Composes and sends mails[0..count), at least one, accepted by message_check(), in a process that
 * began at `started` (monotonic_milliseconds()), and reports what becomes of them:
 * `begin` before each mail's MAIL command, its outcome as soon as it is certain, at most one
 * `relay` line. Mails that were not tried get no outcome. May not return: then all is reported and
 * the process has ended with `done`. The mails must last as long as the
 * process.
 */
void transfer_mails(struct relay *relay, const struct addressed_mail *mails, size_t count,
                    long long started);

#endif

/*
 * One mail in a session: what became of it, and when that is certain.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Neither libesmtp's return value nor its error number tells whether a mail was sent
 * (libesmtp.md). It was only if the recipient's status is 2xx and complete, the message's status is
 * 2xx, and the whole line of that reply was seen (one that was cut off counts in the library).
 */
#ifndef TICKETSTOCK_MAILER_DELIVERY_H
#define TICKETSTOCK_MAILER_DELIVERY_H

#include "dialogue.h"
#include "mailer/compose/address.h"
#include "mailer/mail.h"
#include "shared/buffer.h"

#include "esmtp.h"
#include <stdbool.h>

struct delivery {
    const struct relay *relay; /* that it goes out to */
    const struct mail *mail;
    const struct mail_addresses *addresses;
    const struct buffer *content; /* the composed message (composer.h); NULL before it is begun */
    smtp_message_t message;       /* the session's; NULL before */
    smtp_recipient_t recipient;   /* its only one */
    bool handed_over;             /* the library's callback has handed out the content */
    bool body_begun;              /* from here on the relay may have taken it */
    bool final;                   /* its outcome was reported */
    bool objected;                /* which was that the relay refuses it for what it has not done */
    bool counted;                 /* among those in a row that were */
};

enum verdict {
    VERDICT_MAIL,    /* the reply was about this mail; if it was an end, it is reported */
    VERDICT_RELAY,   /* a refusal that blames the session: 421, or no or wrong authentication */
    VERDICT_NONSENSE /* a code that is no answer to the command */
};

/*
 * Judges the reply to a step: MAIL, RCPT, or (before the body) DATA; nothing is reported for a 2xx.
 */
enum verdict delivery_judge_command(struct delivery *delivery, enum dialogue_step step,
                                    const smtp_status_t *status);

/*
 * Judges the reply after the body, and reports the outcome; VERDICT_RELAY after a 421. `complete`:
 * the reply's last line was seen with its end.
 */
enum verdict delivery_judge_body(struct delivery *delivery, bool complete);

/* At the end of the session: a mail whose body was begun and that has no outcome is uncertain. */
void delivery_judge_rest(struct delivery *delivery);

#endif

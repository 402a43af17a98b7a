/*
 * The wire format between library and mailer, in both directions; also written by hand in tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line is a name, one space, a value and a line feed. In a value, backslash is written `\\`,
 * line feed `\n`, carriage return `\r` and NUL `\0`; every other byte stands for itself (texts are
 * UTF-8). An empty value may leave out the space.
 *
 * To the mailer, on its standard input:
 *
 *     ticketstock-batch 1
 *     relay.name main            fields of the relay: name, scope, host, port, tls (`none`, `starttls`),
 *     relay.host 127.0.0.1         verify_certificate (`0`, `1`), ca_file, username, ehlo_name
 *     version 0.3.0              only a mailer of this version shall take the batch
 *     mail 17                    a mail; the number is the row's in mail_outbox
 *     sender erp@example.com     fields: sender, sender_name, reply_to, recipient, to,
 *     html <p>Bonjour</p>\n        recipient_name, message_id, references, in_reply_to, subject,
 *                                  html, word, zone, feedback_id
 *     send                       closes the mail; or `compose`: it is composed, not sent
 *     end                        closes the batch; without it nothing is sent
 *
 * relay.ca_file: absolute path of a PEM file with the authorities to trust instead of the system's.
 * relay.ehlo_name: what the mailer calls itself in EHLO; empty: the full name of its machine, else
 * its address. recipient: the address of the envelope, and of the To header unless `to` gives that
 * another one (a blind copy). word: HTML that somebody else has written; it is cleaned
 * (foreign_html.h) and goes where html has `<!--word-->` for the first time. zone: of the Date header, an IANA name or an offset such as `+02:00`;
 * unless it is known to the host, the host's own. feedback_id: value of the header Feedback-ID;
 * bytes that are no visible ASCII are left out. A batch of mails to compose needs no relay.
 *
 * From the mailer, to its journal (journal.h), if it has one, and on its standard output, each as
 * soon as it is known:
 *
 *     begin 17                   mail 17 is about to go out
 *     outcome 17 sent 250 2.0.0 Ok: queued as 4F1    number, state, SMTP code, the relay's words
 *     content 18 Date: Tue, 3 Jun 2025 …             the message of a mail to compose, RFC 5322
 *     relay 421 4.3.2 Shutting down                  the session failed: no mail is to blame
 *     await 17                   mail 17 was handed over whole and has no answer: the mailer says
 *                                  `relay` and `done`, and waits on without its parent
 *     done                       the batch was worked through; without it the mailer died
 *
 * States: `sent` (the relay took the mail), `refused` (it never will: 5xx, or a mail that may not
 * go on the wire), `objected` (4xx or 5xx that is not about this mail or its recipient, refusal.h),
 * `deferred` (4xx), `uncertain` (the relay may have taken it), `uncomposed` (its content is too
 * costly for us, or has crashed the mailer). Code 0 marks words of ours. A mail without an outcome
 * was not tried; without `done`, one that was begun is uncertain.
 */
#ifndef TICKETSTOCK_BATCH_H
#define TICKETSTOCK_BATCH_H

#include "buffer.h"

#define BATCH_NAME "ticketstock-batch"
#define BATCH_VERSION "1"

enum {
    BATCH_FIELD_NAME_MAX = 40,
    BATCH_JOURNAL = 3 /* the descriptor on which the mailer finds its journal, if it has one */
};

/* Whether this is a field's name: 1 to BATCH_FIELD_NAME_MAX characters of a-z, `_`, `-`, `.`. */
bool batch_is_name(const char *name, size_t length);

/*
 * Appends the line `name value`. False, and nothing appended, if the buffer is full, memory is out
 * or the name is not one.
 */
bool batch_put(struct buffer *batch, const char *name, size_t name_length, const char *value,
               size_t value_length);

enum batch_result {
    BATCH_LINE,  /* a line was taken */
    BATCH_NONE,  /* no whole line is left */
    BATCH_BROKEN /* the next line is not of this format */
};

struct batch_line {
    const char *name;    /* NUL-terminated, points into the text */
    const char *value;   /* unescaped, NUL-terminated, points into the text; may hold NULs */
    size_t value_length; /* bytes, without the closing NUL */
};

/*
 * Takes the next line from the text between *position and end, which it changes in place: values
 * are unescaped where they stand. Moves *position behind the line if it was whole.
 */
enum batch_result batch_take(char **position, char *end, struct batch_line *line);

#endif

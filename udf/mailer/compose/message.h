/*
 * Composes one mail as an RFC 5322 message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * multipart/alternative of text/plain (made from the HTML) and text/html, both UTF-8 and encoded as
 * quoted-printable or base64, whichever is shorter: pure ASCII, since undeclared 8-bit text may be
 * mangled and libesmtp must not be told to declare it (libesmtp.md). Lines end with CRLF and are
 * well under 998 bytes; there is no other CR or LF and no NUL, which libesmtp would pass through.
 * Names and the subject are encoded as RFC 2047 says; a display name never becomes an address.
 */
#ifndef TICKETSTOCK_MAILER_MESSAGE_H
#define TICKETSTOCK_MAILER_MESSAGE_H

#include "address.h"
#include "mailer/mail.h"
#include "shared/buffer.h"

enum {
    MESSAGE_MAX = 8 * 1024 * 1024, /* bytes: room for what becomes of the largest mail */
    MESSAGE_HTML_MAX = 1048576,    /* bytes of HTML, with the word; more is refused */
    MESSAGE_SUBJECT_MAX = 250,     /* characters; more is cut, with an ellipsis */
    MESSAGE_NAME_MAX = 128,        /* characters of a display name; likewise */
    MESSAGE_ID_MAX = 250,          /* bytes of a message id; more is refused */
    MESSAGE_REFERENCES_MAX = 20,   /* message ids; more is refused */
    MESSAGE_FEEDBACK_MAX = 250     /* bytes of a Feedback-ID; more is cut */
};

/* To be called once, before the first message_compose(); which then one thread may call at a time.
 */
void message_init(void);

/*
 * Whether the mail, apart from its addresses, may go on the wire. Cheap. False: `error` (of
 * SENTENCE_MAX bytes) names the field and its value.
 */
bool message_check(const struct mail *mail, char *error);

/*
 * Appends the message to `message`, of a mail that message_check() accepts; `addresses` are those
 * of the mail. False, and nothing appended: the buffer's limit is reached; `error` (of SENTENCE_MAX
 * bytes) says so. Without memory the process is aborted.
 */
bool message_compose(const struct mail *mail, const struct mail_addresses *addresses,
                     struct buffer *message, char *error);

#endif

/*
 * Which addresses may go on the wire.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libesmtp writes whatever it is given between the angle brackets of MAIL and RCPT: a line end in
 * an address would inject a command, and an address of 2,000 bytes is cut off and accepted. So an
 * address is checked before the library sees it.
 */
#ifndef TICKETSTOCK_MAILER_ADDRESS_H
#define TICKETSTOCK_MAILER_ADDRESS_H

#include "mail.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    ADDRESS_MAX = 254,      /* bytes: a path is at most 256 with its brackets (RFC 5321) */
    ADDRESS_LOCAL_MAX = 64, /* bytes before the @ (RFC 5321, 4.5.3.1.1) */
    ADDRESS_LABEL_MAX = 63, /* bytes between two dots of a domain (RFC 1035) */
};

/*
 * Takes the address `local@domain` to `ascii` (of ADDRESS_MAX + 1 bytes), its domain in A-labels
 * (domain.h), and returns true if that may go on the wire: the local part a dot-atom in ASCII
 * (RFC 5322, 3.2.3), the domain labels of letters, digits and hyphens. Refused in words, although
 * the RFCs know them: quoted local parts, address literals, local parts that are not ASCII
 * (SMTPUTF8, which libesmtp lacks), what looks like an encoded word (RFC 2047). False: `error` (of
 * SENTENCE_MAX bytes) says what is wrong with which value; `role` names the field, such as
 * `recipient`.
 */
bool address_take(const char *role, const char *address, size_t length, char *ascii, char *error);

/* The addresses of a mail in the form of the wire. */
struct mail_addresses {
    char sender[ADDRESS_MAX + 1];
    char recipient[ADDRESS_MAX + 1]; /* of the envelope */
    char to[ADDRESS_MAX + 1];        /* of the header */
    char reply_to[ADDRESS_MAX + 1];  /* empty: none */
};

/* Takes all addresses of a mail. False as above. */
bool address_take_all(const struct mail *mail, struct mail_addresses *addresses, char *error);

#endif

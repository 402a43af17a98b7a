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

#include <stdbool.h>
#include <stddef.h>

enum {
    ADDRESS_MAX = 254,      /* bytes: a path is at most 256 with its brackets (RFC 5321) */
    ADDRESS_LOCAL_MAX = 64, /* bytes before the @ (RFC 5321, 4.5.3.1.1) */
    ADDRESS_LABEL_MAX = 63, /* bytes between two dots of a domain (RFC 1035) */
};

/*
 * True if the bytes are an address `local@domain`: the local part a dot-atom in ASCII (RFC 5322,
 * 3.2.3), the domain labels of letters, digits and hyphens. Refused in words, although the RFCs
 * know them: quoted local parts, address literals, anything that is not ASCII (SMTPUTF8, which
 * libesmtp lacks), what looks like an encoded word (RFC 2047). False: `error` (of SENTENCE_MAX
 * bytes) says what is wrong with which value; `role` names the field, such as `recipient`.
 */
bool address_check(const char *role, const char *address, size_t length, char *error);

#endif

/*
 * The one rule of what a mail address may look like, for the library and the mailer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library answers it when an address is written or a batch is made (ticketstock_fault), the
 * mailer before an address goes on the wire, so that neither takes what the other refuses. It knows
 * nothing of IDNA, whose tables the server's process must not load: of a domain outside ASCII it
 * judges the form, and the mailer its conversion (mailer/domain.h).
 */
#ifndef TICKETSTOCK_ADDRESS_RULE_H
#define TICKETSTOCK_ADDRESS_RULE_H

#include <stddef.h>

enum {
    ADDRESS_MAX = 254,        /* bytes: a path is at most 256 with its brackets (RFC 5321) */
    ADDRESS_LOCAL_MAX = 64,   /* bytes before the @ (RFC 5321, 4.5.3.1.1) */
    ADDRESS_LABEL_MAX = 63,   /* bytes between two dots of a domain (RFC 1035) */
    ADDRESS_DOMAIN_MAX = 253, /* bytes: the longest name of the DNS */
    ADDRESS_INPUT_DOMAIN_MAX = 4 * ADDRESS_DOMAIN_MAX /* bytes of a domain outside ASCII, in UTF-8 */
};

/*
 * Why the address `local@domain` (`length` bytes, UTF-8, `address` may be NULL where that is 0)
 * cannot be used, as the end of a sentence; NULL if it can. The local part has to be a dot-atom in
 * ASCII (RFC 5322, 3.2.3), the domain labels of letters, digits and hyphens, or outside ASCII.
 * Refused, although the RFCs know them: quoted local parts, address literals, local parts that are
 * not ASCII (SMTPUTF8, which libesmtp lacks), what looks like an encoded word (RFC 2047).
 */
const char *address_rule_fault(const char *address, size_t length);

#endif

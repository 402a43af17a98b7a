/*
 * Domain names of any script, as the wire wants them: in A-labels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * IDNA 2008 with the mapping of UTS 46 (non-transitional), by libidn2. Envelope, headers, DNS,
 * server name and certificate all want the form in ASCII, so that a name is converted where it
 * comes in and nothing behind knows another form.
 */
#ifndef TICKETSTOCK_MAILER_DOMAIN_H
#define TICKETSTOCK_MAILER_DOMAIN_H

#include <stdbool.h>
#include <stddef.h>

enum { DOMAIN_MAX = 253 /* bytes: the longest name of the DNS */ };

/*
 * Writes the name to `ascii` (of DOMAIN_MAX + 1 bytes). One that is ASCII already is copied as it
 * stands; in another, full stops of other scripts become dots. The result is still to be judged:
 * which characters it may hold differs between a mail's domain and a host. False:
 * `error` (of SENTENCE_MAX bytes) says why there is no such form, as the end of a sentence.
 */
bool domain_to_ascii(const char *name, size_t length, char *ascii, char *error);

#endif

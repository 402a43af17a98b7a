/*
 * Keeps a relay's password out of what is recorded of the relay's words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_CONCEAL_H
#define TICKETSTOCK_MAILER_CONCEAL_H

#include "relay.h"

enum { CONCEAL_LEAST = 4 /* bytes: a shorter password would be found in many an innocent word */ };

/*
 * Some relays repeat a command that they do not like. Returns `words` (NUL-terminated), or, if the
 * relay's password is in them, as it is (from CONCEAL_LEAST bytes on) or as AUTH PLAIN or LOGIN
 * sent it (base64, RFC 4616), a sentence instead.
 */
const char *conceal(const struct relay *relay, const char *words);

#endif

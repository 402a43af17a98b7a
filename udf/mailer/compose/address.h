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

#include "mailer/mail.h"
#include "shared/address_rule.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Takes the address `local@domain` to `ascii` (of ADDRESS_MAX + 1 bytes), its domain in A-labels
 * (domain.h), and returns true if that may go on the wire: if it passes the rule (address_rule.h)
 * as it stands and in that form. False: `error` (of SENTENCE_MAX bytes) says what is wrong with
 * which value; `role` names the field, such as `recipient`.
 */
bool address_take(const char *role, const char *address, size_t length, char *ascii, char *error);

/* The addresses of a mail in the form of the wire. */
struct mail_addresses {
    char sender[ADDRESS_MAX + 1];
    char recipient[ADDRESS_MAX + 1]; /* of the envelope */
    char to[ADDRESS_MAX + 1];        /* of the header */
    char reply_to[ADDRESS_MAX + 1];  /* empty: none */
};

/* A mail and what was taken from it. */
struct addressed_mail {
    const struct mail *mail;
    struct mail_addresses addresses;
};

/*
 * Takes the addresses that are the same for all mails of a batch, those of settings: sender and
 * reply_to. False as above: then the configuration is at fault, not the mail.
 */
bool address_take_ours(const struct mail *mail, struct mail_addresses *addresses, char *error);

/* Takes all addresses of a mail. False as above. */
bool address_take_all(const struct mail *mail, struct mail_addresses *addresses, char *error);

#endif

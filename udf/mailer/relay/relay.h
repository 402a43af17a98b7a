/*
 * The relay that a session talks to, from the batch's settings and the secrets file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_RELAY_H
#define TICKETSTOCK_MAILER_RELAY_H

#include "mailer/domain.h"
#include "mailer/mail.h"

#include <stdbool.h>

enum {
    RELAY_NAME_MAX = 64,       /* bytes */
    RELAY_SCOPE_MAX = 255,     /* bytes */
    RELAY_PATH_MAX = 1023,     /* bytes */
    RELAY_CREDENTIAL_MAX = 255 /* bytes: libesmtp's PLAIN module overflows on longer ones */
};

struct relay {
    char host[DOMAIN_MAX + 1];               /* a name, in A-labels, or an IPv4 address */
    char port[6];                            /* decimal, 1 to 65535 */
    bool starttls;                           /* required, not merely used where offered */
    bool verify_certificate;                 /* against the authorities and `host` */
    char ca_file[RELAY_PATH_MAX + 1];        /* PEM, the authorities; empty: the system's */
    char ehlo_name[DOMAIN_MAX + 1];          /* empty: what connection.h finds */
    char username[RELAY_CREDENTIAL_MAX + 1]; /* empty: no authentication */
    char password[RELAY_CREDENTIAL_MAX + 1]; /* from `secrets_path` */
};

/*
 * Checks the settings, and reads the password of `password.<scope>.<name>`, else of
 * `password.<name>`, if there is a user name: several installations on a server may have relays of
 * one name (scope is the installation's schema). False:
 * `error` (of SENTENCE_MAX bytes) says which setting is wrong and what is allowed; no secret in it.
 */
bool relay_prepare(const struct relay_settings *settings, const char *secrets_path,
                   struct relay *relay, char *error);

#endif

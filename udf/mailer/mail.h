/*
 * A mail and a relay as the batch describes them, before anything was checked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_MAIL_H
#define TICKETSTOCK_MAILER_MAIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that belong to the batch. Not trusted: may hold NULs, control characters, broken UTF-8. */
struct text {
    const char *bytes; /* NULL if the field was not given */
    size_t length;
};

struct mail {
    uint64_t number;            /* the row in mail_outbox; reported back, never sent */
    struct text sender;         /* bare address: envelope and From */
    struct text sender_name;    /* display name, optional */
    struct text reply_to;       /* bare address, optional */
    struct text recipient;      /* bare address: envelope, and To unless `to` is given */
    struct text to;             /* bare address for the To header, optional */
    struct text recipient_name; /* display name, optional */
    struct text message_id;     /* without angle brackets */
    struct text references;  /* message ids without angle brackets, one space between; optional */
    struct text in_reply_to; /* message id of the mail that it answers; optional */
    struct text subject;
    struct text html;
    struct text word; /* HTML of somebody else, for the place that html has for it; optional */
    struct text zone; /* of the Date header: IANA name or offset; optional */
    struct text feedback_id; /* value of the Feedback-ID header; optional */
    bool compose_only;       /* reported and not sent */
};

struct relay_settings {
    struct text name;               /* selects `password.<name>` in the secrets file */
    struct text scope;              /* and before it `password.<scope>.<name>`; may be empty */
    struct text host;               /* a name or an IPv4 address */
    struct text port;               /* decimal */
    struct text tls;                /* `none` or `starttls` */
    struct text verify_certificate; /* `0` or `1`; not given: 1 */
    struct text ca_file;            /* absolute path; empty: the system's authorities */
    struct text username;           /* empty: no authentication */
    struct text ehlo_name;          /* what we call ourselves; empty: what connection.h finds */
    struct text version;            /* the library's, if it asks for a mailer of the same */
};

#endif

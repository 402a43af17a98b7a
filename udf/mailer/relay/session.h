/*
 * A libesmtp session: its limits, and what is known of it while it runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_SESSION_H
#define TICKETSTOCK_MAILER_SESSION_H

#include "delivery.h"
#include "dialogue.h"
#include "mailer/compose/composer.h"
#include "relay.h"
#include "tls.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    SESSION_SECONDS = 16,        /* from the start of the process; its parent kills it after 18 s */
    SESSION_QUIT_SECONDS = 2,    /* for the reply to QUIT, which changes nothing any more */
    SESSION_WAIT_SECONDS = 60,   /* the library's: never reached, a write then leaves a hole */
    SESSION_AWAIT_SECONDS = 600, /* RFC 5321, 4.5.3.2.6: for the answer to the whole mail */
    SESSION_BEGIN_SECONDS = 12,  /* after that no further mail is begun: it might be cut off */
    SESSION_OBJECTIONS = 10      /* in a row, and the session ends (refusal.h) */
};

/* One session; transfer.c fills it. */
struct session {
    const struct relay *relay;
    struct delivery *deliveries; /* in the order in which the library has their messages */
    size_t count;
    struct composer composer; /* of their messages */
    size_t objections;        /* mails in a row that the relay objected to */
    size_t begun;             /* how many mails were begun; the last of them is current */
    struct sockaddr_in peer;  /* the address that the library was given */
    bool connected;
    int socket;        /* the library's descriptor; -1 if unknown */
    long long started; /* when the process was, as monotonic_milliseconds() counts */
    bool late;         /* its time was up before QUIT, which has a limit of its own */
    struct dialogue dialogue;
    struct tls tls;
};

#endif

/*
 * Watches a libesmtp session through its callbacks: reports each mail, and stops where the library
 * would go on and must not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_WATCH_H
#define TICKETSTOCK_MAILER_WATCH_H

#include "composer.h"
#include "delivery.h"
#include "dialogue.h"
#include "relay.h"
#include "tls.h"

#include <netinet/in.h>

/* One session; session.c fills it. */
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

/* libesmtp's monitor; `session` is a struct session. */
void watch_monitor(const char *bytes, int length, int writing, void *session);

/* libesmtp's event callback; `session` is a struct session. */
void watch_event(smtp_session_t library, int number, void *session, ...);

/* Reports what is open and the words as a `relay` line (code 0: ours), and ends the process. */
_Noreturn void watch_stop(struct session *session, int code, const char *words);

/* The same with code 0 and a format. */
_Noreturn void watch_stop_saying(struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Stops if the relay's last words allow no further command; returns otherwise. */
void watch_check_dialogue(struct session *session);

/* Stops if the session's time is up. */
void watch_check_time(struct session *session);

/*
 * The body was written, its final dot not yet. Stops if the relay has already answered: the library
 * would take that for the answer to the whole mail. What remains is an answer that crosses the dot
 * on the wire: said before the relay had the mail, and here only after this look. Nothing tells it
 * from the right one.
 */
void watch_check_silence(struct session *session);

/*
 * The final dot is about to be written. When the session's time is up before the answer comes, the
 * parent is let go with an `await` line and the process waits for it alone, for
 * SESSION_AWAIT_SECONDS: asked again after less, a relay that scans for long would take the mail
 * each time. The answer goes to the journal; without one nothing changes.
 */
void watch_await(const struct session *session);

/* Stops because the relay closed the connection where its answer was awaited. */
_Noreturn void watch_stop_at_drop(struct session *session);

/* Stops because the relay's last answer is none to the last command. */
_Noreturn void watch_stop_at_nonsense(struct session *session);

#endif

/*
 * What libesmtp leaves out between a relay's name and a connection: limits, and the socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library resolves and connects without any limit, and hands out no descriptor. So names are
 * resolved here, the library gets one numeric address at a time, and its connect() is interrupted
 * by a signal when its time is up. So is the whole session: the library's own limits are for each
 * read, and a relay that says a byte every second would never meet them. (A connection of our own,
 * made to try the address before, would cost the relay a second connection for every batch and a
 * line in its log.)
 */
#ifndef TICKETSTOCK_MAILER_CONNECTION_H
#define TICKETSTOCK_MAILER_CONNECTION_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    CONNECTION_RESOLVE_SECONDS = 5,  /* for the name */
    CONNECTION_OWN_NAME_SECONDS = 1, /* for ours */
    CONNECTION_CONNECT_SECONDS = 5,  /* for all addresses together */
    CONNECTION_ADDRESSES_MAX = 5     /* more are not tried, so that each has a second at least */
};

struct addresses {
    struct sockaddr_in list[CONNECTION_ADDRESSES_MAX];
    size_t count;
};

/*
 * The IPv4 addresses of `host` with `port` (decimal). IPv6 is left out: the library splits
 * `host:port` at the first colon, so no such address can be handed to it. False: `error` (of
 * SENTENCE_MAX bytes) says why there is none.
 */
bool connection_resolve(const char *host, const char *port, struct addresses *addresses,
                        char *error);

enum { CONNECTION_OWN_NAME_MAX = 253 /* characters */ };

/*
 * What this machine calls itself in EHLO (RFC 5321, 4.1.1.1), in `name` (of CONNECTION_OWN_NAME_MAX
 * + 1 bytes): its name if that is a full one, as it stands or as the resolver completes it; else
 * the address from which it talks to the peer, in brackets (4.1.3). Relays refuse a name without a
 * dot, and no relay can look up what a container is called.
 */
void connection_own_name(const struct sockaddr_in *peer, char *name);

/*
 * After so many milliseconds a connect() that still waits fails with EINTR, and `socket`, unless it
 * is -1, is shut down: whoever waits for it gets an end of file, words that have come can still be
 * read. Instead of a limit that was set before. False if the system grants no timer.
 */
bool connection_limit(long milliseconds, int socket);

/*
 * Gives the limit that is set a second one: when the first is reached `instead` is called, in the
 * signal handler, and so many milliseconds more are given. Milliseconds 0: takes that back.
 */
void connection_extend_limit(long milliseconds, void (*instead)(void));

/* Takes the limit away. */
void connection_unlimit(void);

/* Whether the limit that was set last was reached. */
bool connection_is_late(void);

/* The descriptor of the stream socket connected to this peer, the library's; -1 if none is found.
 */
int connection_find(const struct sockaddr_in *peer);

/* Sends each piece at once: the library writes in pieces of 2 kB, and Nagle would delay each mail.
 */
void connection_send_at_once(int socket);

/* poll() reports the socket as readable only from so many bytes on; 1 is the system's default. */
void connection_wait_for(int socket, int bytes);

/* Whether bytes wait to be read; under TLS, of any record. Takes none. */
bool connection_has_input(int socket);

#endif

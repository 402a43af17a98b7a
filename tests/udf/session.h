/*
 * What the played server says of who calls. Each of asked_….c is a server: it exports what the
 * library asks it by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_SESSION_H
#define TICKETSTOCK_SESSION_H

#include <stdbool.h>
#include <stddef.h>

struct name {
    const char *bytes; /* not NUL-terminated; NULL: the server has none */
    size_t length;
};

struct session {
    struct name user, host;
    unsigned failing; /* which of the server's failures happens, from 1 on; 0: none */
};

extern const struct session *session; /* of this thread; NULL: it has none */

extern const bool session_told;         /* whether this server tells who calls */
extern const unsigned session_failures; /* how many failures it can report */

#endif

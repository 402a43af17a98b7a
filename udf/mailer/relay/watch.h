/*
 * Watches a libesmtp session through its callbacks: reports each mail, and stops where the library
 * would go on and must not (stop.h).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_WATCH_H
#define TICKETSTOCK_MAILER_WATCH_H

#include "esmtp.h"

/* libesmtp's monitor; `session` is a struct session. */
void watch_monitor(const char *bytes, int length, int writing, void *session);

/* libesmtp's event callback; `session` is a struct session. */
void watch_event(smtp_session_t library, int number, void *session, ...);

#endif

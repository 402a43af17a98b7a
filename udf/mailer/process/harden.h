/*
 * What the mailer's process is from its first moment on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_HARDEN_H
#define TICKETSTOCK_MAILER_HARDEN_H

enum { HARDEN_LIFETIME_SECONDS = 30 /* the parent ends the process long before */ };

/*
 * Bounds the process's life, keeps its memory out of core files and debuggers, lets it end with its
 * parent, ignores SIGPIPE, and hides the home folder from the libraries.
 */
void harden(void);

#endif

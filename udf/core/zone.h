/*
 * Which time zones the mailer can use for a mail's date: those of the server's host.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_ZONE_H
#define TICKETSTOCK_ZONE_H

#include <stddef.h>

/*
 * Why the name (`length` bytes) names no zone, as the end of a sentence; NULL if it does: a
 * distance to UTC from -12:00 to +14:00, or a zone that the host has a file of. Of other files
 * nothing can be learned: the name may hold no dot, and so leads nowhere else.
 */
const char *zone_fault(const char *name, size_t length);

#endif

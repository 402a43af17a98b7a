/*
 * The clock of the session's limits; a module of its own so that tests can let time pass.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_MONOTONIC_H
#define TICKETSTOCK_MAILER_MONOTONIC_H

/* Milliseconds of CLOCK_MONOTONIC. */
long long monotonic_milliseconds(void);

#endif

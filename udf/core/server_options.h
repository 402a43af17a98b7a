/*
 * What the server was told when it started: on its command line and in its option files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The servers' own rules for option files, as far as an option that is on or off needs them: groups
 * of a server, `!include`, `!includedir`, `--defaults-file`, `--defaults-extra-file`,
 * `--no-defaults`. What cannot be read, or is no plain file, does not count, nor what comes after
 * 20,000 lines.
 */
#ifndef TICKETSTOCK_SERVER_OPTIONS_H
#define TICKETSTOCK_SERVER_OPTIONS_H

#include <stdbool.h>

/*
 * Whether the option `name` (with underscores) is on in the option files as they are now, or was on
 * the command line of this process; true as well where that cannot be read.
 */
bool server_option_is_on(const char *name);

#endif

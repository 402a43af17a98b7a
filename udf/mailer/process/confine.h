/*
 * Gives up what a mailer does not need, before it handles a text of a mail or a byte of the
 * network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_CONFINE_H
#define TICKETSTOCK_MAILER_CONFINE_H

/*
 * For the rest of the process, all its threads to come included: files can only be read, and only
 * the system's libraries, certificates, time zone and resolver settings, and `ca_file` (absolute
 * path, or empty); no program can be started, no other process looked into or signalled, no local
 * socket opened (MariaDB lets the server's own account in there without a password), and memory is
 * limited. What the kernel cannot do is passed over: this is a second wall, not the first, and mail
 * has to leave on an old kernel too.
 *
 * For a process with one thread; landlock_restrict_self(2) and seccomp(2).
 */
void confine(const char *ca_file);

#endif

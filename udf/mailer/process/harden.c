/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harden.h"

#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

void harden(void) {
    const struct rlimit none = {0, 0};
    alarm(HARDEN_LIFETIME_SECONDS);
    /* Relay passwords and mails must not end up in a core file or in a debugger of the same user.
     */
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0);
    /* Not by hand: a shell that started the mailer in the background may end before it. */
    if (!isatty(STDIN_FILENO) && getppid() != 1)
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* A second heap is 64 MB of addresses; where they are not to be had, each allocation would be a
     * mapping of its own, and composing would take seconds. */
    (void)mallopt(M_ARENA_MAX, 1);
    /* A relay that hangs up must not end the process; report.c ends it if its reader is gone. */
    (void)signal(SIGPIPE, SIG_IGN);
    /* libesmtp looks for certificates below them, and STARTTLS fails if it may not look. */
    (void)setenv("HOME", "/nonexistent", 1);
    (void)setenv("XDG_CONFIG_DIR", "/nonexistent", 1);
}

/*
 * What the mailer's process is from its first moment on, and that it ends with its parent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "mailer/process/harden.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Standard input of the mailer is a socket or a pipe, never a terminal. */
static void take_pipe_as_input(void) {
    int ends[2];
    CHECK(pipe(ends) == 0 && dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
}

static int play_mailer(void) {
    struct rlimit core;
    int death = 0;
    struct sigaction pipe_action;
    harden();
    CHECK(prctl(PR_GET_DUMPABLE) == 0); /* no core file, no debugger, no look into /proc/…/mem */
    CHECK(prctl(PR_GET_PDEATHSIG, &death) == 0 && death == SIGKILL);
    CHECK(getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0 && core.rlim_max == 0);
    CHECK(sigaction(SIGPIPE, NULL, &pipe_action) == 0 && pipe_action.sa_handler == SIG_IGN);
    CHECK(strcmp(getenv("HOME"), "/nonexistent") == 0);
    CHECK(strcmp(getenv("XDG_CONFIG_DIR"), "/nonexistent") == 0);
    const unsigned left = alarm(0);
    CHECK(left > 0 && left <= HARDEN_LIFETIME_SECONDS);
    return check_end();
}

/* A server that dies: its mailer, which waits for a relay, goes with it. */
static void test_death_of_parent(void) {
    int life[2]; /* open as long as the mailer lives */
    char byte = 'x';
    CHECK(pipe(life) == 0);
    const pid_t server = fork();
    if (server == 0) {
        const pid_t mailer = fork();
        if (mailer == 0) {
            harden();
            alarm(0); /* its own end would look the same */
            (void)!write(life[1], &byte, 1);
            for (;;)
                pause();
        }
        close(life[1]);
        for (;;)
            pause();
    }
    close(life[1]);
    CHECK(read(life[0], &byte, 1) == 1); /* it is hardened */
    CHECK(kill(server, SIGKILL) == 0 && waitpid(server, NULL, 0) == server);
    CHECK(read(life[0], &byte, 1) == 0); /* an end of file: nobody has the other end */
    close(life[0]);
}

int main(void) {
    take_pipe_as_input();
    const pid_t child = fork();
    if (child == 0)
        exit(play_mailer());
    int status = 1;
    CHECK(waitpid(child, &status, 0) == child && status == 0);
    alarm(60); /* for test_death_of_parent, which would wait for ever */
    test_death_of_parent();
    return check_end();
}

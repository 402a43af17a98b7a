/*
 * The mailer's clock and its timer where a test turns them: how quick the machine is does not
 * matter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * They stand in the file that TICKETSTOCK_CLOCK names (clock.py). The linker puts these functions
 * in the place of the system's (--wrap).
 */
#include "mailer/monotonic.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

struct clock {
    _Atomic int64_t now; /* milliseconds; the test turns it */
    _Atomic int64_t due; /* when the test sends SIGUSR1, as the timer would; 0: never */
    _Atomic int64_t process;
};

int __wrap_timer_create(clockid_t clock, struct sigevent *event, timer_t *timer);
int __wrap_timer_settime(timer_t timer, int flags, const struct itimerspec *when,
                         struct itimerspec *before);
int __wrap_timer_delete(timer_t timer);
unsigned __wrap_alarm(unsigned seconds);

/* Opened when it is asked first, which is before the mailer confines itself. */
static struct clock *shared(void) {
    static struct clock *clock;
    if (clock)
        return clock;
    const char *path = getenv("TICKETSTOCK_CLOCK");
    const int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    clock = mmap(NULL, sizeof *clock, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (clock == MAP_FAILED) {
        perror("TICKETSTOCK_CLOCK");
        exit(EXIT_FAILURE);
    }
    close(file);
    clock->process = getpid();
    return clock;
}

long long monotonic_milliseconds(void) {
    return shared()->now;
}

int __wrap_timer_create(clockid_t clock, struct sigevent *event, timer_t *timer) {
    (void)clock;
    *timer = NULL;
    return event->sigev_signo == SIGUSR1 ? 0 : -1;
}

int __wrap_timer_settime(timer_t timer, int flags, const struct itimerspec *when,
                         struct itimerspec *before) {
    (void)timer;
    (void)flags;
    (void)before;
    shared()->due = shared()->now + when->it_value.tv_sec * 1000 + when->it_value.tv_nsec / 1000000;
    return 0;
}

int __wrap_timer_delete(timer_t timer) {
    (void)timer;
    shared()->due = 0;
    return 0;
}

/* The process's whole life would be counted in real seconds. */
unsigned __wrap_alarm(unsigned seconds) {
    (void)seconds;
    return 0;
}

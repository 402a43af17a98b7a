/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection.h"

#include "sentence.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    DESCRIPTORS = 256,              /* how far to look for the socket; it is mostly number 3 */
    REPEAT_NANOSECONDS = 100000000, /* of the interrupting signal */
    LIMIT_SIGNAL = SIGUSR1
};

/* getaddrinfo() with a limit; 0 or an EAI_ number. What comes too late stays with the resolver. */
static int resolve(const char *host, const char *port, int family, struct addrinfo **found) {
    static struct addrinfo hints; /* the resolver's thread may read them after the limit */
    static struct gaicb request;
    struct gaicb *requests[] = {&request};
    const struct timespec limit = {.tv_sec = CONNECTION_RESOLVE_SECONDS};
    hints = (struct addrinfo){
        .ai_family = family, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    request = (struct gaicb){.ar_name = host, .ar_service = port, .ar_request = &hints};
    int result = getaddrinfo_a(GAI_NOWAIT, requests, 1, NULL);
    if (result != 0)
        return result;
    (void)gai_suspend((const struct gaicb *const *)requests, 1, &limit);
    result = gai_error(&request);
    *found = request.ar_result;
    return result;
}

static bool fail(const char *host, const char *port, int result, char *error) {
    struct addrinfo *other = NULL;
    if (result == EAI_INPROGRESS)
        return sentence_fail(error, "the name %s was not resolved within %d s: check the resolver",
                             host, CONNECTION_RESOLVE_SECONDS);
    if (result != EAI_AGAIN && resolve(host, port, AF_INET6, &other) == 0) {
        freeaddrinfo(other);
        return sentence_fail(error,
                             "%s has only IPv6 addresses, which libesmtp cannot be given: name a "
                             "relay with an IPv4 address",
                             host);
    }
    return sentence_fail(error, "the name %s was not resolved: %s", host, gai_strerror(result));
}

bool connection_resolve(const char *host, const char *port, struct addresses *addresses,
                        char *error) {
    struct addrinfo *found = NULL;
    const int result = resolve(host, port, AF_INET, &found);
    addresses->count = 0;
    if (result != 0)
        return fail(host, port, result, error);
    for (const struct addrinfo *one = found; one; one = one->ai_next)
        if (addresses->count < CONNECTION_ADDRESSES_MAX &&
            one->ai_addrlen == sizeof *addresses->list)
            memcpy(&addresses->list[addresses->count++], one->ai_addr, one->ai_addrlen);
    freeaddrinfo(found);
    return addresses->count > 0 || fail(host, port, EAI_NODATA, error);
}

/* A signal cannot be told which timer it belongs to: there is one in this process. */
static timer_t limit_timer;
static bool limited;
static volatile sig_atomic_t limit_reached;
static volatile sig_atomic_t limit_socket;
static volatile sig_atomic_t extension; /* milliseconds; 0: the limit is not extended */
static void (*volatile extend)(void);

static struct itimerspec repeated_after(long milliseconds) {
    return (struct itimerspec){
        .it_value = {milliseconds / 1000, milliseconds % 1000 * 1000000},
        .it_interval = {0, REPEAT_NANOSECONDS},
    };
}

/* Interrupts, by coming; what is called may be called in a handler (signal-safety(7)). */
static void note_limit(int number) {
    const int before = errno;
    (void)number;
    if (extension > 0) {
        const struct itimerspec when = repeated_after(extension);
        extension = 0;
        (void)timer_settime(limit_timer, 0, &when, NULL);
        extend();
    } else {
        limit_reached = 1;
        if (limit_socket >= 0)
            (void)shutdown(limit_socket, SHUT_RDWR);
    }
    errno = before;
}

bool connection_limit(long milliseconds, int socket) {
    /* Without SA_RESTART, so that connect() ends; repeated, in case the first comes before it. */
    struct sigaction action = {.sa_handler = note_limit};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = LIMIT_SIGNAL};
    const struct itimerspec when = repeated_after(milliseconds);
    connection_unlimit();
    limit_reached = 0;
    extension = 0;
    limit_socket = socket;
    if (sigaction(LIMIT_SIGNAL, &action, NULL) != 0 ||
        timer_create(CLOCK_MONOTONIC, &event, &limit_timer) != 0)
        return false;
    limited = true;
    return timer_settime(limit_timer, 0, &when, NULL) == 0;
}

void connection_extend_limit(long milliseconds, void (*instead)(void)) {
    extension = 0;
    extend = instead;
    extension = (sig_atomic_t)milliseconds;
}

void connection_unlimit(void) {
    if (!limited)
        return;
    limited = false;
    timer_delete(limit_timer);
    signal(LIMIT_SIGNAL, SIG_IGN); /* one that is still on its way */
}

bool connection_is_late(void) {
    return limit_reached;
}

/*
 * The library's socket is the one that is connected to the address we gave it: in a process of its
 * own there is no other.
 */
int connection_find(const struct sockaddr_in *peer) {
    for (int descriptor = 0; descriptor < DESCRIPTORS; descriptor++) {
        struct sockaddr_in other;
        socklen_t size = sizeof other;
        if (getpeername(descriptor, (struct sockaddr *)&other, &size) == 0 &&
            size == sizeof other && other.sin_family == AF_INET &&
            other.sin_port == peer->sin_port && other.sin_addr.s_addr == peer->sin_addr.s_addr)
            return descriptor;
    }
    return -1;
}

void connection_send_at_once(int socket) {
    const int on = 1;
    (void)setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void connection_wait_for(int socket, int bytes) {
    (void)setsockopt(socket, SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes);
}

bool connection_has_input(int socket) {
    char byte;
    return recv(socket, &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT) > 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection.h"

#include "mailer/sentence.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    DESCRIPTORS = 256,              /* how far to look for the socket; it is mostly number 3 */
    REPEAT_NANOSECONDS = 100000000, /* of the interrupting signal */
    LIMIT_SIGNAL = SIGUSR1
};

/* What the resolver's thread may still read after the limit. */
struct question {
    struct addrinfo hints;
    struct gaicb request;
};

/* getaddrinfo() with a limit; 0 or an EAI_ number. What comes too late stays with the resolver. */
static int ask(struct question *question, time_t seconds, struct addrinfo **found) {
    struct gaicb *requests[] = {&question->request};
    const struct timespec limit = {.tv_sec = seconds};
    question->request.ar_request = &question->hints;
    int result = getaddrinfo_a(GAI_NOWAIT, requests, 1, NULL);
    if (result != 0)
        return result;
    (void)gai_suspend((const struct gaicb *const *)requests, 1, &limit);
    result = gai_error(&question->request);
    *found = question->request.ar_result;
    return result;
}

static int resolve(const char *host, const char *port, int family, struct addrinfo **found) {
    static struct question question;
    question = (struct question){
        .hints = {.ai_family = family, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV},
        .request = {.ar_name = host, .ar_service = port}};
    return ask(&question, CONNECTION_RESOLVE_SECONDS, found);
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

/* Whether this is a full name, letters, digits and hyphens, that a relay may know us by. */
static bool is_full_name(const char *name) {
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
    const size_t length = strlen(name);
    return length > 0 && length <= CONNECTION_OWN_NAME_MAX && strspn(name, allowed) == length &&
           strchr(name, '.') && !strstr(name, "..") && *name != '.' && *name != '-' &&
           name[length - 1] != '.' && strspn(name, "0123456789.") != length;
}

/* The full form of this machine's name, as /etc/hosts or the DNS have it. */
static bool complete_name(const char *host, char *name) {
    static char asked[HOST_NAME_MAX + 1];
    static struct question question;
    struct addrinfo *found = NULL;
    strcpy(asked, host);
    question = (struct question){.hints = {.ai_family = AF_UNSPEC, .ai_flags = AI_CANONNAME},
                                 .request = {.ar_name = asked}};
    if (ask(&question, CONNECTION_OWN_NAME_SECONDS, &found) != 0)
        return false;
    const bool full = found->ai_canonname && is_full_name(found->ai_canonname);
    if (full)
        strcpy(name, found->ai_canonname);
    freeaddrinfo(found);
    return full;
}

/* The address that the system would talk to the peer from: nothing is sent to find it. */
static void own_address(const struct sockaddr_in *peer, char *name) {
    struct sockaddr_in own = {.sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof own;
    char address[INET_ADDRSTRLEN];
    const int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (probe >= 0 && connect(probe, (const struct sockaddr *)peer, sizeof *peer) == 0)
        (void)getsockname(probe, (struct sockaddr *)&own, &size);
    if (probe >= 0)
        close(probe);
    inet_ntop(AF_INET, &own.sin_addr, address, sizeof address);
    sprintf(name, "[%s]", address);
}

void connection_own_name(const struct sockaddr_in *peer, char *name) {
    char host[HOST_NAME_MAX + 1] = "";
    if (gethostname(host, sizeof host - 1) != 0)
        *host = '\0';
    if (is_full_name(host))
        strcpy(name, host);
    else if (!*host || !complete_name(host, name))
        own_address(peer, name);
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
        struct sockaddr_in other = {.sin_family = AF_UNSPEC};
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    GATHER_MILLISECONDS = 10, /* 200 lines and more fit into the socket's buffer meanwhile */
    READ_BYTES = 4096,        /* at once */
    STATUS_UNLOADED = 127     /* the loader's */
};

/* What the child may still have when it runs: a socket as 0 and 1, /dev/null as 2, a file as 3. */
static int describe_files(posix_spawn_file_actions_t *files, int socket, int file) {
    int failed = posix_spawn_file_actions_adddup2(files, socket, STDIN_FILENO);
    if (!failed)
        failed = posix_spawn_file_actions_adddup2(files, socket, STDOUT_FILENO);
    if (!failed)
        failed = posix_spawn_file_actions_addopen(files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (!failed && file >= 0) /* the same number would do too: the action clears FD_CLOEXEC */
        failed = posix_spawn_file_actions_adddup2(files, file, CHILD_FILE);
    if (!failed)
        failed = posix_spawn_file_actions_addclosefrom_np(files, CHILD_FILE + (file >= 0 ? 1 : 0));
    if (!failed) /* not the data folder: a core file does not belong there */
        failed = posix_spawn_file_actions_addchdir_np(files, "/");
    return failed;
}

static int describe_attributes(posix_spawnattr_t *attributes) {
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    int failed = posix_spawnattr_setsigdefault(attributes, &all);
    if (!failed)
        failed = posix_spawnattr_setsigmask(attributes, &none);
    if (!failed)
        failed = posix_spawnattr_setflags(
            attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
    return failed;
}

/* 0 or an errno. glibc reports a failed exec too. */
static int spawn(const char *program, int socket, int file, pid_t *child) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    char *const arguments[] = {(char *)(size_t)program, NULL};
    char *const environment[] = {NULL};
    int failed = posix_spawn_file_actions_init(&files);
    if (failed)
        return failed;
    failed = posix_spawnattr_init(&attributes);
    if (!failed) {
        failed = describe_files(&files, socket, file);
        if (!failed)
            failed = describe_attributes(&attributes);
        if (!failed)
            failed = posix_spawn(child, program, &files, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

static long long now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* Sends what the socket takes of the rest; false if the child has stopped reading. */
static bool feed(int socket, const struct buffer *input, size_t *sent) {
    const ssize_t taken =
        send(socket, input->bytes + *sent, input->length - *sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (taken < 0)
        return errno == EAGAIN || errno == EINTR;
    *sent += (size_t)taken;
    if (*sent == input->length)
        shutdown(socket, SHUT_WR);
    return true;
}

/*
 * Gives the child time to say more, unless it ends: read at once, each of its lines would wake the
 * server, and on a machine with few cores hold up the child and its relay.
 */
static void gather(int socket) {
    struct pollfd ended = {.fd = socket};
    (void)poll(&ended, 1, GATHER_MILLISECONDS);
}

enum talk { TALK_GOES_ON, TALK_ENDED, TALK_LATE, TALK_BROKEN, TALK_LEFT };

/* Hands on what has come, without waiting. */
static enum talk read_some(int socket, child_reader *reader, void *context, size_t *length) {
    char bytes[READ_BYTES];
    const ssize_t taken = recv(socket, bytes, sizeof bytes, MSG_DONTWAIT);
    *length = taken > 0 ? (size_t)taken : 0;
    if (taken == 0 || (taken < 0 && errno != EAGAIN && errno != EINTR))
        return TALK_ENDED;
    if (taken < 0)
        return TALK_GOES_ON;
    switch (reader(context, bytes, *length)) {
    case CHILD_LEAVE:
        return TALK_LEFT;
    case CHILD_STOP:
        return TALK_BROKEN;
    case CHILD_READ_ON:
        break;
    }
    return TALK_GOES_ON;
}

/*
 * The child is dead: what it said before is in the socket. A server that was stopped itself for a
 * while finds its deadline gone, and a child that had done all its work.
 */
static enum talk read_rest(int socket, child_reader *reader, void *context) {
    size_t length = 1;
    enum talk result = TALK_GOES_ON;
    while (result == TALK_GOES_ON && length > 0)
        result = read_some(socket, reader, context, &length);
    return result;
}

/* Feeds and reads until the child closes its end, breaks the format, is left, or time is up. */
static enum talk talk(int socket, const struct buffer *input, long long deadline,
                      child_reader *reader, void *context) {
    size_t sent = 0;
    bool feeding = input->length > 0;
    for (;;) {
        struct pollfd ready = {.fd = socket, .events = (short)(POLLIN | (feeding ? POLLOUT : 0))};
        const long long left = deadline - now_ms();
        if (left <= 0)
            return TALK_LATE;
        if (poll(&ready, 1, (int)left) <= 0)
            continue; /* interrupted, or late: the next turn tells */
        if (feeding && (ready.revents & POLLOUT))
            feeding = feed(socket, input, &sent) && sent < input->length;
        if (!(ready.revents & (POLLIN | POLLHUP | POLLERR)))
            continue;
        size_t length;
        const enum talk result = read_some(socket, reader, context, &length);
        if (result != TALK_GOES_ON)
            return result;
        if (!feeding && length > 0 && length < READ_BYTES)
            gather(socket);
    }
}

static bool judge(enum talk ended, int status, int milliseconds, char *error) {
    if (ended == TALK_LEFT)
        return true;
    if (ended == TALK_LATE)
        snprintf(error, CHILD_ERROR_MAX, "the mailer was stopped after %d ms without an end",
                 milliseconds);
    else if (ended == TALK_BROKEN)
        snprintf(error, CHILD_ERROR_MAX, "the mailer was stopped: it broke the batch format");
    else if (WIFSIGNALED(status))
        snprintf(error, CHILD_ERROR_MAX, "the mailer was killed by signal %d", WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
        snprintf(error, CHILD_ERROR_MAX, "the mailer ended with exit status %d%s",
                 WEXITSTATUS(status),
                 WEXITSTATUS(status) == STATUS_UNLOADED
                     ? ": a library that it needs is missing, ldd names it"
                     : "");
    else
        return true;
    return false;
}

bool child_run(const char *program, const struct buffer *input, int file, int milliseconds,
               child_reader *reader, void *context, char *error) {
    const long long deadline = now_ms() + milliseconds;
    int sockets[2]; /* ours, the child's; a socket and not a pipe: no SIGPIPE in the server */
    pid_t child;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
        snprintf(error, CHILD_ERROR_MAX, "no socket for the mailer (errno %d)", errno);
        return false;
    }
    const int failed = spawn(program, sockets[1], file, &child);
    close(sockets[1]);
    if (failed) {
        close(sockets[0]);
        snprintf(error, CHILD_ERROR_MAX, "the mailer could not be started (errno %d)", failed);
        return false;
    }
    enum talk ended = talk(sockets[0], input, deadline, reader, context);
    int status = 0;
    if (ended != TALK_LEFT) {
        /* Without effect on a child that is ending by itself: its status is set before its files
         * close. One that closed its output and lives on has nothing more to say. */
        kill(child, SIGKILL);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
        if (ended == TALK_LATE && read_rest(sockets[0], reader, context) == TALK_BROKEN)
            ended = TALK_BROKEN;
    }
    close(sockets[0]);
    return judge(ended, status, milliseconds, error);
}

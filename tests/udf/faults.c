/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faults.h"

#include <errno.h>
#include <malloc.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>

/* The C library's own, by names that nothing replaces. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

int __real_socketpair(int, int, int, int[2]);
int __wrap_socketpair(int, int, int, int[2]);
int __real_posix_spawn(pid_t *, const char *, const posix_spawn_file_actions_t *,
                       const posix_spawnattr_t *, char *const[], char *const[]);
int __wrap_posix_spawn(pid_t *, const char *, const posix_spawn_file_actions_t *,
                       const posix_spawnattr_t *, char *const[], char *const[]);

const char *faults_program;

static bool counting, failed;
static size_t calls, failing_call, bytes, peak;
static long blocks;

void faults_begin(size_t nth) {
    failed = false;
    calls = bytes = peak = 0;
    blocks = 0;
    failing_call = nth;
    counting = true;
}

bool faults_end(void) {
    counting = false;
    return failed;
}

long faults_blocks(void) {
    return blocks;
}

size_t faults_peak(void) {
    return peak;
}

static bool fails(void) {
    const bool now = counting && ++calls == failing_call;
    failed = failed || now;
    if (now)
        errno = ENOMEM;
    return now;
}

static void *taken(void *block) {
    if (block && counting) {
        blocks++;
        bytes += malloc_usable_size(block);
        peak = bytes > peak ? bytes : peak;
    }
    return block;
}

static void given(void *block) {
    if (block && counting) {
        blocks--;
        bytes -= malloc_usable_size(block);
    }
}

void *malloc(size_t size) {
    return fails() ? NULL : taken(__libc_malloc(size));
}

void *calloc(size_t count, size_t size) {
    return fails() ? NULL : taken(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size) {
    if (fails())
        return NULL;
    given(block);
    void *moved = __libc_realloc(block, size);
    return taken(moved);
}

void free(void *block) {
    given(block);
    __libc_free(block);
}

int __wrap_socketpair(int domain, int type, int protocol, int sockets[2]) {
    return fails() ? -1 : __real_socketpair(domain, type, protocol, sockets);
}

int __wrap_posix_spawn(pid_t *child, const char *path, const posix_spawn_file_actions_t *files,
                       const posix_spawnattr_t *attributes, char *const arguments[],
                       char *const environment[]) {
    return fails() ? EAGAIN
                   : __real_posix_spawn(child, faults_program ? faults_program : path, files,
                                        attributes, arguments, environment);
}

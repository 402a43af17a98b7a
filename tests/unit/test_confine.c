/*
 * The confined mailer: what a relay that has taken it over cannot do, and what mail still needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "mailer/process/confine.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static char secret[] = "/tmp/ticketstock.XXXXXX";
static char certificates[] = "/tmp/ticketstock.XXXXXX";
static struct sockaddr_in relay; /* where the test listens */

/* The call was refused, whichever of the two walls it met. */
static bool is_refused(long result) {
    return result == -1 && (errno == EPERM || errno == EACCES);
}

static int open_of_process(pid_t process, const char *file) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, file);
    return open(path, O_RDONLY);
}

static void files_cannot_be_read(void) {
    CHECK(is_refused(open(secret, O_RDONLY)));
    CHECK(is_refused(open("/etc/passwd", O_RDONLY)));
    CHECK(is_refused(open("/tmp", O_RDONLY | O_DIRECTORY)));
    CHECK(is_refused(open_of_process(getppid(), "mem")));
    CHECK(is_refused(open_of_process(getppid(), "environ")));
}

static void files_cannot_be_changed(void) {
    CHECK(is_refused(open(certificates, O_WRONLY)));
    CHECK(is_refused(open(certificates, O_RDWR)));
    CHECK(is_refused(open("/tmp/ticketstock.new", O_WRONLY | O_CREAT, 0600)));
    CHECK(is_refused(open(certificates, O_RDONLY | O_TRUNC)));
    CHECK(is_refused(open("/tmp/ticketstock.new", O_RDONLY | O_CREAT, 0600)));
    CHECK(is_refused(truncate(certificates, 0)));
    CHECK(is_refused(unlink(certificates)));
    CHECK(is_refused(rename(certificates, secret)));
    CHECK(is_refused(chmod(certificates, 0666)));
    CHECK(is_refused(mkdir("/tmp/ticketstock.new", 0700)));
}

/* A child that should not be there ends at once. */
static long fail_in_child(long process) {
    if (process == 0)
        _exit(1);
    return process;
}

static void no_program_can_be_started(void) {
    char *const arguments[] = {(char *)"false", NULL};
    CHECK(is_refused(fail_in_child(fork())));
    CHECK(is_refused(fail_in_child(syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL))));
    CHECK(is_refused(execv("/bin/false", arguments)));
}

static void other_processes_are_out_of_reach(void) {
    char byte;
    const struct iovec here = {&byte, 1};
    const struct iovec there = {relay.sin_zero, 1};
    struct rlimit limit;
    CHECK(is_refused(kill(getppid(), 0)));
    CHECK(is_refused(syscall(SYS_tgkill, getppid(), getppid(), 0)));
    CHECK(is_refused(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)));
    CHECK(is_refused(process_vm_readv(getppid(), &here, 1, &there, 1, 0)));
    CHECK(is_refused(prlimit(getppid(), RLIMIT_NOFILE, NULL, &limit)));
}

static void no_local_socket_can_be_opened(void) {
    int pair[2];
    CHECK(is_refused(socket(AF_UNIX, SOCK_STREAM, 0)));
    CHECK(is_refused(socketpair(AF_UNIX, SOCK_STREAM, 0, pair)));
    CHECK(is_refused(socket(AF_PACKET, SOCK_RAW, 0)));
    CHECK(is_refused(syscall(SYS_io_uring_setup, 1, NULL)));
}

static void memory_has_a_limit(void) {
#ifndef __SANITIZE_ADDRESS__
    void *much = malloc((size_t)2 * 1024 * 1024 * 1024);
    CHECK(!much);
    free(much);
#endif
}

static void *do_nothing(void *argument) {
    return argument;
}

static void mail_can_still_be_sent(void) {
    pthread_t thread;
    struct addrinfo *found = NULL;
    CHECK(pthread_create(&thread, NULL, do_nothing, NULL) == 0 && pthread_join(thread, NULL) == 0);
    CHECK(getaddrinfo("localhost", "25", NULL, &found) == 0);
    if (found)
        freeaddrinfo(found);
    const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(connect(connection, (struct sockaddr *)&relay, sizeof relay) == 0);
    CHECK(open(certificates, O_RDONLY) >= 0);
    CHECK(open("/etc/ssl", O_RDONLY | O_DIRECTORY) >= 0);
    CHECK(open("/etc/resolv.conf", O_RDONLY) >= 0 || errno == ENOENT);
    CHECK(raise(SIGCONT) == 0); /* what abort() needs */
}

static int play_mailer(void) {
    confine(certificates);
    files_cannot_be_read();
    files_cannot_be_changed();
    no_program_can_be_started();
    other_processes_are_out_of_reach();
    no_local_socket_can_be_opened();
    memory_has_a_limit();
    mail_can_still_be_sent();
    return check_end();
}

int main(void) {
    socklen_t size = sizeof relay;
    const int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    relay = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    CHECK(bind(listening, (struct sockaddr *)&relay, sizeof relay) == 0);
    CHECK(getsockname(listening, (struct sockaddr *)&relay, &size) == 0 &&
          listen(listening, 1) == 0);
    CHECK(mkstemp(secret) >= 0 && mkstemp(certificates) >= 0);
    const pid_t child = fork(); /* it keeps the descriptors: only what it opens is confined */
    if (child == 0)
        exit(play_mailer());
    int status = 0;
    CHECK(child > 0 && waitpid(child, &status, 0) == child && status == 0);
    CHECK(access(secret, F_OK) == 0 && access(certificates, F_OK) == 0);
    unlink(secret);
    unlink(certificates);
    return check_end();
}

/*
 * The child: fed, read, bounded, reaped, and with nothing of ours in its hands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "core/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 600000 /* milliseconds; no test takes as long, on the slowest machine either */ };

static char folder[] = "/tmp/ticketstock.XXXXXX";
static char program[64];
static char error[CHILD_ERROR_MAX];
static struct buffer output;
static int given = -1;          /* the file that the child gets */
static bool left;               /* the child goes on */
static long long turned;        /* milliseconds that our clock is ahead of the machine's */
static void (*at_output)(void); /* called when the child has said something; NULL: nothing is */

int __real_clock_gettime(clockid_t clock, struct timespec *time);
int __wrap_clock_gettime(clockid_t clock, struct timespec *time);

/* The clock by which child.c counts. */
int __wrap_clock_gettime(clockid_t clock, struct timespec *time) {
    const int result = __real_clock_gettime(clock, time);
    time->tv_sec += turned / 1000;
    return result;
}

static void turn_clock(void) {
    turned += PATIENCE;
}

static enum child_wish keep(void *context, const char *bytes, size_t length) {
    (void)context;
    if (!buffer_append(&output, bytes, length))
        return CHILD_STOP;
    if (at_output)
        at_output();
    at_output = NULL;
    return output.length >= 5 && memcmp(output.bytes, "leave", 5) == 0 ? CHILD_LEAVE
                                                                       : CHILD_READ_ON;
}

/* Runs a shell script on an input of `length` bytes; the output is in `output`. */
static bool run(const char *script, size_t length, int milliseconds) {
    FILE *file = fopen(program, "w");
    CHECK(file && fprintf(file, "#!/bin/sh\n%s\n", script) > 0 && fclose(file) == 0);
    CHECK(chmod(program, 0700) == 0);
    struct buffer input;
    buffer_init(&input, length + 1);
    while (input.length < length && buffer_append(&input, &"0123456789"[input.length % 10], 1))
        ;
    CHECK(input.length == length);
    buffer_truncate(&output, 0);
    strcpy(error, "");
    const bool ended = child_run(program, &input, given, milliseconds, keep, NULL, error);
    buffer_free(&input);
    CHECK(left || (waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD)); /* nobody is left */
    return ended;
}

static bool printed(const char *text) {
    return output.length == strlen(text) && memcmp(output.bytes, text, output.length) == 0;
}

static long elapsed_ms(const struct timespec *from) {
    struct timespec to;
    __real_clock_gettime(CLOCK_MONOTONIC, &to);
    return (to.tv_sec - from->tv_sec) * 1000 + (to.tv_nsec - from->tv_nsec) / 1000000;
}

static void it_is_fed_and_read(void) {
    CHECK(run("cat", 5, PATIENCE) && printed("01234"));
    CHECK(run("cat", 3000000, PATIENCE) && output.length == 3000000);
    CHECK(run("true", 3000000, PATIENCE) && output.length == 0); /* does not read its input */
    CHECK(run("exec <&-; sleep 0.2; echo late", 3000000, PATIENCE) && printed("late\n"));
}

static void it_has_nothing_of_ours(void) {
    const int secret = open("/dev/null", O_RDONLY);
    CHECK(secret >= 3 && setenv("SECRET", "1", 1) == 0);
    signal(SIGTERM, SIG_IGN);
    CHECK(run("/usr/bin/env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=; true", 0, PATIENCE));
    CHECK(printed(""));
    CHECK(run("ls /proc/$$/fd", 0, PATIENCE));
    CHECK(strncmp(output.bytes, "0\n1\n", 4) == 0);
    CHECK(!memmem(output.bytes, output.length, "\n3\n", 3)); /* 10 is the shell's own script */
    CHECK(!run("kill -TERM $$; echo alive", 0, PATIENCE) && strstr(error, "signal 15"));
    CHECK(run("pwd", 0, PATIENCE) && printed("/\n"));
    CHECK(run("test $(cut -d ' ' -f 6 /proc/$$/stat) = $$ && echo own", 0, PATIENCE));
    CHECK(printed("own\n"));
    close(secret);
}

static void its_death_is_told(void) {
    CHECK(!run("echo begun; kill -SEGV $$", 0, PATIENCE));
    CHECK(printed("begun\n") && strstr(error, "signal 11"));
    CHECK(!run("exit 3", 0, PATIENCE) && strstr(error, "status 3"));
    struct buffer none;
    buffer_init(&none, 1);
    CHECK(!child_run("/nonexistent/mailer", &none, -1, PATIENCE, keep, NULL, error));
    CHECK(strstr(error, "could not be started"));
    CHECK(!child_run("/etc/passwd", &none, -1, PATIENCE, keep, NULL, error));
    CHECK(strstr(error, "could not be started"));
}

/* The number of the child that was let go, which it has written to the file. */
static void reap(FILE *file) {
    char line[32] = "";
    int status = 1;
    rewind(file);
    CHECK(fgets(line, sizeof line, file));
    CHECK(waitpid((pid_t)-atol(line), &status, 0) > 0 && status == 0);
}

static void it_may_go_on_by_itself(void) {
    FILE *file = tmpfile();
    CHECK(file != NULL);
    given = fileno(file);
    CHECK(run("echo $$ >&3; ls /proc/$$/fd", 0, PATIENCE) &&
          strncmp(output.bytes, "0\n1\n", 4) == 0);
    CHECK(memmem(output.bytes, output.length, "\n3\n", 3) && !strstr(output.bytes, "\n4\n"));
    CHECK(ftruncate(given, 0) == 0 && lseek(given, 0, SEEK_SET) == 0);
    left = true;
    CHECK(run("echo $$ >&3; echo leave; exec >&- <&-; sleep 0.3; echo on >&3", 3000000, PATIENCE));
    CHECK(printed("leave\n"));
    reap(file);
    left = false;
    char line[32] = "";
    rewind(file); /* it shares the offset */
    CHECK(fgets(line, sizeof line, file) && fgets(line, sizeof line, file));
    CHECK(strcmp(line, "on\n") == 0);
    given = -1;
    fclose(file);
}

/* Lets the child say its second word, and then time pass. */
static void be_stopped_meanwhile(void) {
    char path[sizeof program + 8];
    snprintf(path, sizeof path, "%s.heard", program);
    const int heard = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    CHECK(heard >= 0 && close(heard) == 0);
    snprintf(path, sizeof path, "%s.said", program);
    while (access(path, F_OK) != 0)
        (void)usleep(1000);
    turn_clock();
}

/* Ours was stopped longer than the time there was: what the child has said by then is read. */
static void its_last_words_are_read(void) {
    at_output = be_stopped_meanwhile;
    CHECK(
        !run("echo one; until [ -e \"$0.heard\" ]; do sleep 0.01; done; rm \"$0.heard\"; echo two; "
             ": >\"$0.said\"; exec sleep 1000",
             0, PATIENCE));
    CHECK(printed("one\ntwo\n") && strstr(error, "600000 ms"));
    char path[sizeof program + 8];
    snprintf(path, sizeof path, "%s.said", program);
    CHECK(unlink(path) == 0);
}

static void its_time_is_bounded(void) {
    struct timespec from;
    at_output = turn_clock;
    CHECK(!run("echo begun; trap '' TERM; exec sleep 1000", 0, PATIENCE));
    CHECK(printed("begun\n") && strstr(error, "600000 ms"));
    __real_clock_gettime(CLOCK_MONOTONIC, &from);
    CHECK(!run("exec sleep 1000", 0, 300) && strstr(error, "300 ms"));
    /* It counts in whole milliseconds. */
    CHECK(elapsed_ms(&from) >= 299 && elapsed_ms(&from) < PATIENCE);
    CHECK(!run("while :; do echo x; sleep 0.02; done", 0, 300) && strstr(error, "300 ms"));
    /* closed its output, lives on */
    CHECK(!run("exec <&- >&-; exec sleep 1000", 0, PATIENCE) && strstr(error, "signal 9"));
    buffer_free(&output);
    buffer_init(&output, 100);
    CHECK(!run("yes", 0, PATIENCE) && strstr(error, "broke the batch format"));
}

int main(void) {
    CHECK(mkdtemp(folder) != NULL);
    snprintf(program, sizeof program, "%s/program", folder);
    buffer_init(&output, 4000000);
    it_is_fed_and_read();
    it_has_nothing_of_ours();
    its_death_is_told();
    it_may_go_on_by_itself();
    its_last_words_are_read();
    its_time_is_bounded();
    buffer_free(&output);
    unlink(program);
    rmdir(folder);
    return check_end();
}

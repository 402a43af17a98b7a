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

static char folder[] = "/tmp/ticketstock.XXXXXX";
static char program[64];
static char error[CHILD_ERROR_MAX];
static struct buffer output;
static int given = -1; /* the file that the child gets */
static bool left;      /* the child goes on */

static enum child_wish keep(void *context, const char *bytes, size_t length) {
    (void)context;
    if (!buffer_append(&output, bytes, length))
        return CHILD_STOP;
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
    clock_gettime(CLOCK_MONOTONIC, &to);
    return (to.tv_sec - from->tv_sec) * 1000 + (to.tv_nsec - from->tv_nsec) / 1000000;
}

static void it_is_fed_and_read(void) {
    CHECK(run("cat", 5, 5000) && printed("01234"));
    CHECK(run("cat", 3000000, 5000) && output.length == 3000000);
    CHECK(run("true", 3000000, 5000) && output.length == 0); /* does not read its input */
    CHECK(run("exec <&-; sleep 0.2; echo late", 3000000, 5000) && printed("late\n"));
}

static void it_has_nothing_of_ours(void) {
    const int secret = open("/dev/null", O_RDONLY);
    CHECK(secret >= 3 && setenv("SECRET", "1", 1) == 0);
    signal(SIGTERM, SIG_IGN);
    CHECK(run("/usr/bin/env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= -e ^OLDPWD=; true", 0, 5000));
    CHECK(printed(""));
    CHECK(run("ls /proc/$$/fd", 0, 5000));
    CHECK(strncmp(output.bytes, "0\n1\n", 4) == 0);
    CHECK(!memmem(output.bytes, output.length, "\n3\n", 3)); /* 10 is the shell's own script */
    CHECK(!run("kill -TERM $$; echo alive", 0, 5000) && strstr(error, "signal 15"));
    CHECK(run("pwd", 0, 5000) && printed("/\n"));
    CHECK(run("test $(cut -d ' ' -f 6 /proc/$$/stat) = $$ && echo own", 0, 5000));
    CHECK(printed("own\n"));
    close(secret);
}

static void its_death_is_told(void) {
    CHECK(!run("echo begun; kill -SEGV $$", 0, 5000));
    CHECK(printed("begun\n") && strstr(error, "signal 11"));
    CHECK(!run("exit 3", 0, 5000) && strstr(error, "status 3"));
    struct buffer none;
    buffer_init(&none, 1);
    CHECK(!child_run("/nonexistent/mailer", &none, -1, 5000, keep, NULL, error));
    CHECK(strstr(error, "could not be started"));
    CHECK(!child_run("/etc/passwd", &none, -1, 5000, keep, NULL, error));
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
    CHECK(run("echo $$ >&3; ls /proc/$$/fd", 0, 5000) && strncmp(output.bytes, "0\n1\n", 4) == 0);
    CHECK(memmem(output.bytes, output.length, "\n3\n", 3) && !strstr(output.bytes, "\n4\n"));
    CHECK(ftruncate(given, 0) == 0 && lseek(given, 0, SEEK_SET) == 0);
    left = true;
    CHECK(run("echo $$ >&3; echo leave; exec >&- <&-; sleep 0.3; echo on >&3", 3000000, 5000));
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

/* Ours was stopped longer than the time there was: what the child has said by then is read. */
static void its_last_words_are_read(void) {
    CHECK(!run("echo one; kill -STOP $PPID; sleep 2.5; echo two; kill -CONT $PPID; sleep 100", 0,
               2000));
    CHECK(printed("one\ntwo\n"));
}

static void its_time_is_bounded(void) {
    struct timespec from;
    clock_gettime(CLOCK_MONOTONIC, &from);
    CHECK(!run("echo begun; trap '' TERM; exec sleep 100", 0, 300));
    CHECK(printed("begun\n") && strstr(error, "300 ms"));
    CHECK(elapsed_ms(&from) >= 300 && elapsed_ms(&from) < 3000);
    CHECK(!run("while :; do echo x; sleep 0.02; done", 0, 300) && strstr(error, "300 ms"));
    clock_gettime(CLOCK_MONOTONIC, &from);
    CHECK(!run("exec <&- >&-; exec sleep 100", 0, 5000)); /* closed its output, lives on */
    CHECK(elapsed_ms(&from) < 3000);
    buffer_free(&output);
    buffer_init(&output, 100);
    CHECK(!run("yes", 0, 5000) && strstr(error, "broke the batch format"));
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

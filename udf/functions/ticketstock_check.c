/*
 * ticketstock_check: whether mail could be sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     SELECT ticketstock_check(@key)
 *
 * `ok` if routines of ticketstock@localhost could send mail with this key, and nobody else could;
 * `ok, but …` if mail can be sent and something is to be known: the library's file is gone, the
 * disk is nearly full, or the server does not tell who calls, so that whoever has the key can send;
 * else a sentence about the mailer, which is started for it with nothing to send. Any account may
 * ask that has the key. A wrong key is error 1123 as in ticketstock_send.
 *
 *     SELECT ticketstock_check(@key, 'event_scheduler')
 *
 * `ok` if the option is on in the server's option files or on its command line, else `off`.
 */
#include "caller.h"
#include "core/child.h"
#include "core/outcomes.h"
#include "core/server_options.h"
#include "shared/batch.h"
#include "udf.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define OPTION "event_scheduler"
/* What child_run says of a mailer that does not know the batch. */
#define UNREADABLE "the mailer ended with exit status 2"

enum {
    SHORT_RESULT_MAX = 255,    /* bytes of the buffer that the server lends for a result */
    CHECK_MILLISECONDS = 5000, /* it has nothing to do but to start */
    CHECK_BATCH_MAX = 1024,    /* bytes of that batch */
    SPACE_MIN = 100            /* MiB that the data folder's disk should have left */
};

static const char version[] = TICKETSTOCK_VERSION;

/* Whether argument 1 is the name of the one option that is asked for, a constant. */
static bool is_option(const UDF_ARGS *arguments) {
    return arguments->arg_type[1] == STRING_RESULT && arguments->args[1] &&
           arguments->lengths[1] == sizeof OPTION - 1 &&
           memcmp(arguments->args[1], OPTION, sizeof OPTION - 1) == 0;
}

my_bool ticketstock_check_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    if (!udf_has_key(arguments, message))
        return 1;
    if (arguments->arg_count > 2 || (arguments->arg_count == 2 && !is_option(arguments)))
        return udf_refuse(message, "ticketstock_check takes one argument, the delivery key");
    init->max_length = SHORT_RESULT_MAX;
    return 0;
}

static enum child_wish read_output(void *context, const char *bytes, size_t length) {
    return outcomes_read(context, bytes, length) ? CHILD_READ_ON : CHILD_STOP;
}

static bool put_batch(struct buffer *batch) {
    return batch_put(batch, BATCH_NAME, strlen(BATCH_NAME), BATCH_VERSION, strlen(BATCH_VERSION)) &&
           batch_put(batch, "version", 7, version, sizeof version - 1) &&
           batch_put(batch, "end", 3, NULL, 0);
}

/* Whether a mailer of this version runs; else `failure` (of CHILD_ERROR_MAX bytes) says why not. */
static bool mailer_runs(char *failure) {
    struct buffer batch;
    struct outcomes outcomes;
    buffer_init(&batch, CHECK_BATCH_MAX);
    outcomes_init(&outcomes);
    snprintf(failure, CHILD_ERROR_MAX, "the mailer ended before it was done");
    const bool runs = put_batch(&batch) &&
                      child_run(TICKETSTOCK_MAILER, &batch, -1, CHECK_MILLISECONDS, read_output,
                                &outcomes, failure) &&
                      outcomes.done;
    buffer_free(&batch);
    outcomes_free(&outcomes);
    return runs;
}

/* The server has the library loaded; its next start needs the file. */
static bool own_file_is_gone(const char **path) {
    Dl_info info;
    *path = dladdr(version, &info) == 0 ? NULL : info.dli_fname;
    return *path && **path == '/' && access(*path, F_OK) != 0;
}

/* MiB that are left for the data folder, in which the server works. */
static unsigned long long space_left(void) {
    struct statvfs disk;
    if (statvfs(".", &disk) != 0)
        return SPACE_MIN;
    return (unsigned long long)disk.f_bavail * disk.f_frsize >> 20;
}

static int judge(char *result) {
    char failure[CHILD_ERROR_MAX];
    const char *path;
    if (access(TICKETSTOCK_MAILER, X_OK) != 0)
        return snprintf(result, SHORT_RESULT_MAX, "%.200s cannot be run by the server (errno %d)",
                        TICKETSTOCK_MAILER, errno);
    if (!mailer_runs(failure)) {
        if (strcmp(failure, UNREADABLE) == 0)
            return snprintf(result, SHORT_RESULT_MAX,
                            "%.200s is of another version than the library", TICKETSTOCK_MAILER);
        return snprintf(result, SHORT_RESULT_MAX, "%.140s does not work: %.100s",
                        TICKETSTOCK_MAILER, failure);
    }
    if (own_file_is_gone(&path))
        return snprintf(result, SHORT_RESULT_MAX,
                        "ok, but %.120s is gone: the server has it loaded and will miss it at its "
                        "next start",
                        path);
    if (space_left() < SPACE_MIN)
        return snprintf(result, SHORT_RESULT_MAX,
                        "ok, but the disk of the data folder has %llu MiB left", space_left());
    if (caller_ask() == CALLER_UNKNOWN)
        return snprintf(result, SHORT_RESULT_MAX,
                        "ok, but the delivery key is the only lock: "
                        "the server does not tell who calls");
    return snprintf(result, SHORT_RESULT_MAX, "ok");
}

char *ticketstock_check(UDF_INIT *init, UDF_ARGS *arguments, char *result, unsigned long *length,
                        char *is_null, char *error) {
    (void)init;
    (void)is_null;
    (void)error;
    const int written =
        arguments->arg_count == 1
            ? judge(result)
            : snprintf(result, SHORT_RESULT_MAX, "%s", server_option_is_on(OPTION) ? "ok" : "off");
    *length = written > 0 ? (unsigned long)written : 0;
    return result;
}

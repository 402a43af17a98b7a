/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include "shared/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_UNREAD = 1 /* nobody reads what we report */ };

static int journal = -1;
static bool parted;           /* the parent was told to go on without us */
static struct buffer parting; /* with which words */

/* One write a line: what a full disk cuts off is a line that the reader passes over. */
static void keep(const char *bytes, size_t length) {
    if (journal >= 0 && write(journal, bytes, length) != (ssize_t)length)
        (void)!write(journal, "\n", 1);
}

static void write_all(const char *bytes, size_t length) {
    keep(bytes, length);
    while (length > 0 && !parted) {
        const ssize_t written = write(STDOUT_FILENO, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            /* By hand, standard output may be a terminal that another program left non-blocking. */
            struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};
            (void)poll(&output, 1, -1);
        } else if (errno != EINTR) {
            _exit(EXIT_UNREAD);
        }
    }
}

static void write_line(const char *name, const char *value, size_t length) {
    struct buffer line;
    buffer_init(&line, 2 * length + BATCH_FIELD_NAME_MAX + 2); /* every byte may need an escape */
    if (!batch_put(&line, name, strlen(name), value, length))
        _exit(EXIT_UNREAD); /* out of memory: better a dead mailer than a missing outcome */
    write_all(line.bytes, line.length);
    buffer_free(&line);
}

void report_open_journal(void) {
    char line[40];
    struct stat status;
    const int flags = fcntl(BATCH_JOURNAL, F_GETFL);
    if (flags < 0 || !(flags & O_APPEND) || fstat(BATCH_JOURNAL, &status) != 0 ||
        !S_ISREG(status.st_mode))
        return;
    journal = BATCH_JOURNAL;
    (void)fcntl(journal, F_SETFD, FD_CLOEXEC);
    snprintf(line, sizeof line, "mailer %d\n", (int)getpid());
    keep(line, strlen(line));
}

bool report_has_journal(void) {
    return journal >= 0;
}

void report_await(void) {
    write_all(parting.bytes, parting.length);
    parted = true;
    (void)close(STDIN_FILENO);
    (void)close(STDOUT_FILENO);
}

/* Appends the text to the line on one line of valid UTF-8, cut between two characters. */
static void append_words(GString *line, const char *text) {
    char *valid = g_utf8_make_valid(text, -1);
    const size_t limit = line->len + REPORT_TEXT_MAX;
    bool blank = false;
    for (const char *c = valid; *c; c = g_utf8_next_char(c)) {
        const gunichar character = g_utf8_get_char(c);
        if (g_unichar_iscntrl(character) || g_unichar_isspace(character)) {
            blank = true;
            continue;
        }
        const size_t size = (size_t)(g_utf8_next_char(c) - c);
        if (line->len + size + (blank ? 1 : 0) > limit)
            break;
        if (blank && line->len > limit - REPORT_TEXT_MAX)
            g_string_append_c(line, ' ');
        blank = false;
        g_string_append_len(line, c, (gssize)size);
    }
    g_free(valid);
}

static void write_words(const char *name, GString *line, const char *text) {
    append_words(line, text);
    write_line(name, line->str, line->len);
    g_string_free(line, TRUE);
}

static const char *name_of(enum outcome outcome) {
    switch (outcome) {
    case OUTCOME_SENT:
        return "sent";
    case OUTCOME_REFUSED:
        return "refused";
    case OUTCOME_OBJECTED:
        return "objected";
    case OUTCOME_DEFERRED:
        return "deferred";
    case OUTCOME_UNCOMPOSED:
        return "uncomposed";
    case OUTCOME_UNCERTAIN:
        break;
    }
    return "uncertain";
}

bool report_prepare_await(uint64_t number, const char *text) {
    char value[24];
    GString *words = g_string_new("0 ");
    snprintf(value, sizeof value, "%" PRIu64, number);
    append_words(words, text);
    if (parting.limit == 0)
        buffer_init(&parting, 2 * ((size_t)REPORT_TEXT_MAX + 100));
    buffer_truncate(&parting, 0);
    const bool prepared = journal >= 0 && batch_put(&parting, "await", 5, value, strlen(value)) &&
                          batch_put(&parting, "relay", 5, words->str, words->len) &&
                          batch_put(&parting, "done", 4, "", 0);
    g_string_free(words, TRUE);
    return prepared;
}

void report_last_line(const char *line, size_t length) {
    if (!parted) /* else the mail is no longer ours */
        write_all(line, length);
}

void report_begin(uint64_t number) {
    char value[24];
    snprintf(value, sizeof value, "%" PRIu64, number);
    write_line("begin", value, strlen(value));
}

void report_content(uint64_t number, const char *message, size_t length) {
    GString *line = g_string_new(NULL);
    g_string_printf(line, "%" PRIu64 " ", number);
    g_string_append_len(line, message, (gssize)length);
    write_line("content", line->str, line->len);
    g_string_free(line, TRUE);
}

void report_outcome(uint64_t number, enum outcome outcome, int code, const char *text) {
    GString *line = g_string_new(NULL);
    g_string_printf(line, "%" PRIu64 " %s %d ", number, name_of(outcome), code);
    write_words("outcome", line, text);
}

void report_relay(int code, const char *text) {
    GString *line = g_string_new(NULL);
    g_string_printf(line, "%d ", code);
    write_words("relay", line, text);
}

void report_done(void) {
    write_line("done", "", 0);
    _exit(0);
}

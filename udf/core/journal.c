/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal.h"

#include "shared/batch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PREFIX "ticketstock."
#define FIRST_LINE "ticketstock-journal 1\n"

enum {
    PATH_BYTES = sizeof PREFIX + JOURNAL_LANE_MAX + 1 + JOURNAL_CLAIM,
    FILE_MAX = OUTCOMES_MAILS_MAX * 1200 /* two lines a mail, escaped; the rest is not read */
};

static bool is_made_of(struct journal_text text, const char *characters, size_t most) {
    if (!text.bytes || text.length == 0 || text.length > most)
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (!text.bytes[i] || !strchr(characters, text.bytes[i]))
            return false;
    return true;
}

bool journal_is_lane(struct journal_text lane) {
    return is_made_of(lane, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-",
                      JOURNAL_LANE_MAX);
}

bool journal_is_claim(struct journal_text claim) {
    return claim.length == JOURNAL_CLAIM && is_made_of(claim, "0123456789abcdef", JOURNAL_CLAIM);
}

static void put_path(char *path, struct journal_text lane, struct journal_text claim) {
    snprintf(path, PATH_BYTES, PREFIX "%.*s.%.*s", (int)lane.length, lane.bytes, (int)claim.length,
             claim.bytes);
}

int journal_open(struct journal_text lane, struct journal_text claim) {
    char path[PATH_BYTES];
    if (!journal_is_lane(lane) || !journal_is_claim(claim)) {
        errno = EINVAL;
        return -1;
    }
    put_path(path, lane, claim);
    const int file =
        open(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return -1;
    const ssize_t length = (ssize_t)strlen(FIRST_LINE);
    if (flock(file, LOCK_EX | LOCK_NB) == 0 && write(file, FIRST_LINE, (size_t)length) == length)
        return file;
    const int reason = errno;
    unlink(path); /* without a lock, or on a full disk, it would say nothing */
    close(file);
    errno = reason;
    return -1;
}

/* The claim that comes first after `after`, into claim[JOURNAL_CLAIM + 1]. */
static enum journal_result find_next(struct journal_text lane, struct journal_text after,
                                     char *claim) {
    DIR *folder = opendir(".");
    const struct dirent *entry;
    *claim = '\0';
    if (!folder)
        return JOURNAL_FAILED;
    while ((entry = readdir(folder))) {
        const char *name = entry->d_name;
        const size_t start = sizeof PREFIX - 1 + lane.length;
        if (strlen(name) != start + 1 + JOURNAL_CLAIM ||
            memcmp(name, PREFIX, sizeof PREFIX - 1) != 0 ||
            memcmp(name + sizeof PREFIX - 1, lane.bytes, lane.length) != 0 || name[start] != '.')
            continue;
        const char *found = name + start + 1;
        if (journal_is_claim((struct journal_text){found, JOURNAL_CLAIM}) &&
            (after.length == 0 || memcmp(found, after.bytes, JOURNAL_CLAIM) > 0) &&
            (!*claim || strcmp(found, claim) < 0))
            memcpy(claim, found, JOURNAL_CLAIM + 1);
    }
    closedir(folder);
    return *claim ? JOURNAL_FOUND : JOURNAL_NONE;
}

/* Appends what the file has, up to the buffer's limit; false if it cannot be read. */
static bool read_all(int file, struct buffer *text) {
    char piece[16384];
    ssize_t length;
    while ((length = read(file, piece, sizeof piece)) > 0)
        if (!buffer_append(text, piece, (size_t)length))
            break;
    return length >= 0;
}

/* Appends the file's text; false if it cannot be read. Whether a mailer holds it goes to *alive. */
static bool read_file(const char *path, struct buffer *text, bool *alive) {
    struct stat status;
    const int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW);
    if (file < 0)
        return false;
    *alive = flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    const bool read = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                      status.st_uid == geteuid() && read_all(file, text);
    close(file);
    return read;
}

/*
 * The first two lines are taken off. A mailer that was let go has the number of its session: no
 * other child of the server is in it, so nobody else's is reaped.
 */
static void skip_head(struct buffer *text, char **position, bool alive) {
    struct batch_line line;
    char *end = text->bytes + text->length;
    *position = text->bytes;
    if (batch_take(position, end, &line) != BATCH_LINE)
        return;
    char *second = *position;
    if (batch_take(&second, end, &line) != BATCH_LINE || strcmp(line.name, "mailer") != 0)
        return;
    *position = second;
    const long mailer = strtol(line.value, NULL, 10);
    if (!alive && mailer > 1)
        (void)waitpid((pid_t)-mailer, NULL, WNOHANG);
}

/* Line by line: one that is broken, as a full disk leaves it, or that was heard is passed over. */
static void read_lines(struct outcomes *outcomes, const char *text, size_t length) {
    const char *stop;
    for (const char *end = text + length; text < end; text = stop + 1) {
        stop = memchr(text, '\n', (size_t)(end - text));
        if (!stop)
            return;
        if (!outcomes_read(outcomes, text, (size_t)(stop + 1 - text)))
            buffer_truncate(&outcomes->line, 0);
    }
}

void journal_merge(int journal, struct outcomes *outcomes) {
    struct buffer text;
    buffer_init(&text, FILE_MAX);
    if (lseek(journal, 0, SEEK_SET) == 0)
        (void)read_all(journal, &text);
    buffer_truncate(&outcomes->line, 0);
    if (text.length > 0)
        read_lines(outcomes, text.bytes, text.length);
    buffer_free(&text);
}

static bool write_json(const char *claim, bool alive, struct buffer *text, struct buffer *json) {
    struct outcomes outcomes;
    char *position = text->bytes;
    outcomes_init(&outcomes);
    outcomes.open = true;
    if (text->length > 0) {
        skip_head(text, &position, alive);
        read_lines(&outcomes, position, (size_t)(text->bytes + text->length - position));
    }
    outcomes.awaited = alive;
    const size_t start = json->length;
    const bool written = buffer_append_literal(json, "{\"claim\":\"") &&
                         buffer_append_literal(json, claim) &&
                         buffer_append_literal(json, "\",\"alive\":") &&
                         buffer_append_literal(json, alive ? "true" : "false");
    const size_t rest = json->length;
    const bool whole = written && outcomes_write(&outcomes, json);
    if (whole)
        json->bytes[rest] = ','; /* in place of its opening brace */
    else
        buffer_truncate(json, start);
    outcomes_free(&outcomes);
    return whole;
}

enum journal_result journal_read(struct journal_text lane, struct journal_text after,
                                 struct buffer *json) {
    char path[PATH_BYTES];
    char claim[JOURNAL_CLAIM + 1];
    char last[JOURNAL_CLAIM + 1];
    enum journal_result found;
    bool read = false;
    if (!journal_is_lane(lane) || (after.length > 0 && !journal_is_claim(after)))
        return JOURNAL_FAILED;
    /* One that cannot be read, such as a file of somebody else's, is passed over. */
    while (!read && (found = find_next(lane, after, claim)) == JOURNAL_FOUND) {
        struct buffer text;
        bool alive;
        put_path(path, lane, (struct journal_text){claim, JOURNAL_CLAIM});
        buffer_init(&text, FILE_MAX);
        read = read_file(path, &text, &alive) && write_json(claim, alive, &text, json);
        buffer_free(&text);
        memcpy(last, claim, sizeof last);
        after = (struct journal_text){last, JOURNAL_CLAIM};
    }
    return found;
}

bool journal_forget(struct journal_text lane, struct journal_text claim) {
    char path[PATH_BYTES];
    if (!journal_is_lane(lane) || !journal_is_claim(claim))
        return false;
    put_path(path, lane, claim);
    return unlink(path) == 0 || errno == ENOENT;
}

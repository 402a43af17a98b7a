/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_DIGITS = 64 };

static bool refuse(char *error, const char *sentence) {
    snprintf(error, SECRETS_ERROR_MAX, "%s", sentence);
    return false;
}

/* Decides from the open file itself, so that nobody can exchange it in between. */
static bool may_be_read(int file, char *error) {
    struct stat status;
    if (fstat(file, &status) != 0)
        return refuse(error, "the secrets file cannot be examined");
    if (!S_ISREG(status.st_mode))
        return refuse(error, S_ISDIR(status.st_mode) ? "the secrets file is a folder"
                             : S_ISFIFO(status.st_mode)
                                 ? "the secrets file is a pipe"
                                 : "the secrets file is no file but a device");
    if (status.st_uid != 0 && status.st_uid != geteuid())
        return refuse(error, "the secrets file has a wrong owner");
    if (status.st_mode & (S_IWGRP | S_IRWXO))
        return refuse(error, "the secrets file is open to others (chmod 600)");
    if (status.st_size > SECRETS_FILE_MAX)
        return refuse(error, "the secrets file is larger than 16 kB");
    return true;
}

/* Reads the whole file; its length, or -1 with the reason in `error`. */
static ssize_t read_file(const char *path, char *text, char *error) {
    const int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW);
    if (file < 0) {
        refuse(error, errno == ENOENT  ? "the server has no secrets file"
                      : errno == ELOOP ? "the secrets file is a link"
                                       : "the server cannot read the secrets file");
        return -1;
    }
    ssize_t length = -1;
    if (may_be_read(file, error)) {
        length = pread(file, text, SECRETS_FILE_MAX, 0);
        if (length < 0)
            refuse(error, "reading the secrets file failed");
    }
    close(file);
    return length;
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/* Cuts blanks off both ends of text[0..*length). */
static const char *trim(const char *text, size_t *length) {
    while (*length > 0 && is_blank(*text)) {
        text++;
        (*length)--;
    }
    while (*length > 0 && is_blank(text[*length - 1]))
        (*length)--;
    return text;
}

/* The value if this line is `name = value`; NULL otherwise. */
static const char *value_of(const char *line, size_t length, const char *name,
                            size_t *value_length) {
    const char *equals = memchr(line, '=', length);
    if (!equals)
        return NULL;
    size_t name_length = (size_t)(equals - line);
    const char *found = trim(line, &name_length);
    if (name_length != strlen(name) || memcmp(found, name, name_length) != 0)
        return NULL;
    *value_length = length - (size_t)(equals + 1 - line);
    return trim(equals + 1, value_length);
}

/* The lines of the file that are still to be looked at. */
struct lines {
    const char *next;
    const char *end;
};

/* What the file has under a name: not terminated, part of the file's text. */
struct found {
    const char *bytes; /* NULL: no further line of that name */
    size_t length;
};

static struct found find(struct lines *lines, const char *name) {
    struct found found = {NULL, 0};
    while (!found.bytes && lines->next < lines->end) {
        const char *line = lines->next;
        const char *line_end = memchr(line, '\n', (size_t)(lines->end - line));
        if (!line_end)
            line_end = lines->end;
        lines->next = line_end + 1;
        if (*line != '#')
            found.bytes = value_of(line, (size_t)(line_end - line), name, &found.length);
    }
    return found;
}

bool secrets_lookup(const char *path, const char *name, char *value, char *error) {
    char text[SECRETS_FILE_MAX];
    const ssize_t length = read_file(path, text, error);
    if (length < 0)
        return false;
    struct lines lines = {text, text + length};
    const struct found found = find(&lines, name);
    const bool usable = found.length > 0 && found.length <= SECRETS_VALUE_MAX &&
                        !memchr(found.bytes, '\0', found.length);
    if (usable) {
        memcpy(value, found.bytes, found.length);
        value[found.length] = '\0';
    }
    explicit_bzero(text, sizeof text);
    return usable ||
           refuse(error, found.bytes ? "a value in the secrets file is no text of 1 to 255 bytes"
                                     : "the secrets file has no password for this relay");
}

/* In constant time: how long it takes says nothing about where two keys differ. */
static bool is_equal(const char *key, const char *other) {
    unsigned difference = 0;
    for (size_t i = 0; i < KEY_DIGITS; i++)
        difference |= (unsigned)(unsigned char)(key[i] ^ other[i]);
    return difference == 0;
}

bool secrets_check_key(const char *path, const char *key, size_t key_length, char *error) {
    char text[SECRETS_FILE_MAX];
    char reason[SECRETS_ERROR_MAX];
    if (key_length != KEY_DIGITS)
        return refuse(error, "delivery key: argument 1 must be its 64 hex digits");
    const ssize_t length = read_file(path, text, reason);
    if (length < 0) {
        snprintf(error, SECRETS_ERROR_MAX, "delivery key: %.60s", reason);
        return false;
    }
    struct lines lines = {text, text + length};
    unsigned keys = 0;
    unsigned matches = 0;
    for (struct found found = find(&lines, "key"); found.bytes; found = find(&lines, "key"))
        if (found.length == KEY_DIGITS) {
            keys++;
            matches += is_equal(key, found.bytes) ? 1 : 0;
        }
    explicit_bzero(text, sizeof text);
    return matches > 0 ||
           refuse(error, keys > 0 ? "delivery key: wrong key, nothing is sent"
                                  : "delivery key: the secrets file has no \"key = <64 digits>\"");
}

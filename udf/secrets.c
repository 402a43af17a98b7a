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
        return refuse(error, "the secrets file is not a regular file");
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

static bool find(const char *text, size_t length, const char *name, char *value, char *error) {
    const char *end = text + length;
    for (const char *line = text; line < end;) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        if (!line_end)
            line_end = end;
        size_t value_length = 0;
        const char *found =
            *line == '#' ? NULL : value_of(line, (size_t)(line_end - line), name, &value_length);
        if (found) {
            if (value_length == 0 || value_length > SECRETS_VALUE_MAX ||
                memchr(found, '\0', value_length))
                return refuse(error, "a value in the secrets file is no text of 1 to 255");
            memcpy(value, found, value_length);
            value[value_length] = '\0';
            return true;
        }
        line = line_end + 1;
    }
    return refuse(error, strcmp(name, "key") == 0
                             ? "the secrets file has no line \"key = ...\""
                             : "the secrets file has no password for this relay");
}

bool secrets_lookup(const char *path, const char *name, char *value, char *error) {
    char text[SECRETS_FILE_MAX];
    const ssize_t length = read_file(path, text, error);
    const bool found = length >= 0 && find(text, (size_t)length, name, value, error);
    explicit_bzero(text, sizeof text);
    return found;
}

bool secrets_check_key(const char *path, const char *key, size_t key_length, char *error) {
    char expected[SECRETS_VALUE_MAX + 1];
    if (key_length != KEY_DIGITS)
        return refuse(error, "delivery key: argument 1 must be its 64 hex digits");
    char reason[SECRETS_ERROR_MAX];
    if (!secrets_lookup(path, "key", expected, reason)) {
        snprintf(error, SECRETS_ERROR_MAX, "delivery key: %.60s", reason);
        return false;
    }
    unsigned difference = strlen(expected) == KEY_DIGITS ? 0 : 1;
    for (size_t i = 0; i < KEY_DIGITS && expected[i]; i++)
        difference |= (unsigned)(unsigned char)(key[i] ^ expected[i]);
    explicit_bzero(expected, sizeof expected);
    return difference == 0 || refuse(error, "delivery key: wrong key, nothing is sent");
}

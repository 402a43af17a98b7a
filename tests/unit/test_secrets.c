/*
 * The secrets file: read only when nobody else can have written or read it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "secrets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static char path[] = "/tmp/ticketstock.XXXXXX";
static char error[SECRETS_ERROR_MAX];
static char value[SECRETS_VALUE_MAX + 1];

static void write_file(const char *text, size_t length, mode_t mode) {
    FILE *file = fopen(path, "w");
    CHECK(file && fwrite(text, 1, length, file) == length && fclose(file) == 0);
    CHECK(chmod(path, mode) == 0);
}

static void write_text(const char *text) {
    write_file(text, strlen(text), 0600);
}

static bool refuses(const char *name, const char *word) {
    strcpy(error, "");
    return !secrets_lookup(path, name, value, error) && strstr(error, word) != NULL;
}

static void values_are_found(void) {
    write_text("# key = no\n\n key\t=  " KEY " \r\npassword.main = a = b # c\nempty =\nlast=1");
    CHECK(secrets_lookup(path, "key", value, error) && strcmp(value, KEY) == 0);
    CHECK(secrets_lookup(path, "password.main", value, error) && strcmp(value, "a = b # c") == 0);
    CHECK(secrets_lookup(path, "last", value, error) && strcmp(value, "1") == 0);
    CHECK(refuses("empty", "1 to 255"));
    CHECK(refuses("password.other", "no password"));
    write_text("password.main = x\n");
    CHECK(refuses("key", "no line"));
    write_text("");
    CHECK(refuses("key", "no line"));

    char line[300];
    memset(line, 'x', sizeof line);
    memcpy(line, "key=", 4);
    write_file(line, 4 + 255, 0600);
    CHECK(secrets_lookup(path, "key", value, error) && strlen(value) == 255);
    write_file(line, 4 + 256, 0600);
    CHECK(refuses("key", "1 to 255"));
    write_file("key=a\0b\n", 8, 0600);
    CHECK(refuses("key", "1 to 255"));
}

static void other_files_are_refused(void) {
    char large[SECRETS_FILE_MAX + 1];
    memset(large, '\n', sizeof large);
    write_file(large, sizeof large, 0600);
    CHECK(refuses("key", "larger"));
    write_file("key=1\n", 6, 0604);
    CHECK(refuses("key", "open to others"));
    write_file("key=1\n", 6, 0620);
    CHECK(refuses("key", "open to others"));
    write_file("key=1\n", 6, 0640);
    CHECK(secrets_lookup(path, "key", value, error));
    if (geteuid() == 0) {
        CHECK(chown(path, 12345, 0) == 0);
        CHECK(refuses("key", "wrong owner"));
    }
    unlink(path);
    CHECK(refuses("key", "no secrets file"));
    CHECK(mkfifo(path, 0600) == 0);
    CHECK(refuses("key", "not a regular file"));
    unlink(path);
    CHECK(mkdir(path, 0700) == 0);
    CHECK(refuses("key", "not a regular file"));
    rmdir(path);
    CHECK(symlink("/etc/hostname", path) == 0);
    CHECK(refuses("key", "link"));
    unlink(path);
}

static bool is_key(const char *key, size_t length) {
    return secrets_check_key(path, key, length, error);
}

static void only_the_key_is_the_key(void) {
    write_text("key = " KEY "\n");
    CHECK(is_key(KEY, 64));
    CHECK(!is_key(KEY, 63) && strstr(error, "64 hex digits"));
    CHECK(!is_key("", 0));
    char other[] = KEY;
    for (size_t i = 0; i < 64; i++) {
        other[i] ^= 1;
        CHECK(!is_key(other, 64) && strstr(error, "wrong key"));
        other[i] ^= 1;
    }
    write_text("key = 0011\n");
    CHECK(!is_key(KEY, 64) && strstr(error, "wrong key"));
    unlink(path);
    CHECK(!is_key(KEY, 64) && strstr(error, "delivery key"));
}

int main(void) {
    const int file = mkstemp(path);
    CHECK(file >= 0 && close(file) == 0);
    values_are_found();
    other_files_are_refused();
    only_the_key_is_the_key();
    return check_end();
}

/*
 * The secrets file: read only when nobody else can have written or read it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "shared/secrets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

#define OTHER_KEY "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"
#define THIRD_KEY "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

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

static bool is_key(const char *key, size_t length) {
    strcpy(error, "");
    return secrets_check_key(path, key, length, error);
}

/* A value and the key are refused in the same words. */
static bool refuses_all(const char *word) {
    return refuses("key", word) && !is_key(KEY, 64) && strstr(error, "delivery key: ") &&
           strstr(error, word);
}

static void other_files_are_refused(void) {
    char large[SECRETS_FILE_MAX + 1];
    memset(large, '\n', sizeof large);
    write_file(large, sizeof large, 0600);
    CHECK(refuses_all("larger"));
    write_file("key=1\n", 6, 0604);
    CHECK(refuses_all("open to others"));
    write_file("key=1\n", 6, 0620);
    CHECK(refuses_all("open to others"));
    CHECK(!secrets_lookup("/dev/zero", "key", value, error) && strstr(error, "a device"));
    write_file("key=1\n", 6, 0640);
    CHECK(secrets_lookup(path, "key", value, error));
    if (geteuid() == 0) {
        CHECK(chown(path, 12345, 0) == 0);
        CHECK(refuses_all("wrong owner"));
    }
    unlink(path);
    CHECK(refuses_all("no secrets file"));
    CHECK(mkfifo(path, 0600) == 0);
    CHECK(refuses_all("is a pipe"));
    unlink(path);
    CHECK(mkdir(path, 0700) == 0);
    CHECK(refuses_all("is a folder"));
    rmdir(path);
    CHECK(symlink("/etc/hostname", path) == 0);
    CHECK(refuses_all("link"));
    unlink(path);
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
    unlink(path);
}

/* While a key is exchanged for another, each of them opens. */
static void several_keys_may_stand_in_the_file(void) {
    static const char other[] = OTHER_KEY;
    write_text("key = " OTHER_KEY "\npassword.main = x\nkey = 0011\nkey = " KEY "\n");
    CHECK(is_key(KEY, 64) && is_key(other, 64));
    CHECK(!is_key(THIRD_KEY, 64) && strstr(error, "wrong key"));
    write_text("key = " KEY "\n");
    CHECK(is_key(KEY, 64) && !is_key(other, 64));
}

static void a_file_without_a_key_says_so(void) {
    static const char binary[] = "\177ELF\2\1\1\0\0\0key\0=\0" KEY "\n";
    static const char *const texts[] = {"",
                                        "\n",
                                        "password.main = x\n",
                                        "key =\n",
                                        "key = 0011\n",
                                        "key = " KEY "0\n",
                                        "#key = " KEY "\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        write_text(texts[i]);
        CHECK(!is_key(KEY, 64) && strstr(error, "has no \"key = <64 digits>\""));
    }
    write_file(binary, sizeof binary - 1, 0600);
    CHECK(!is_key(KEY, 64) && strstr(error, "has no \"key = <64 digits>\""));
}

int main(void) {
    const int file = mkstemp(path);
    CHECK(file >= 0 && close(file) == 0);
    values_are_found();
    other_files_are_refused();
    only_the_key_is_the_key();
    several_keys_may_stand_in_the_file();
    a_file_without_a_key_says_so();
    return check_end();
}

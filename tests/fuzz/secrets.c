/*
 * The secrets file: whatever stands in it, a value is a text of it, and one key opens.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "shared/secrets.h"
#include "fuzz.h"

#include <sys/stat.h>
#include <unistd.h>

static char path[] = "/dev/shm/ticketstock.XXXXXX";

static void remove_file(void) {
    unlink(path);
}

static void write_file(const struct text *content) {
    static int file = -1;
    if (file < 0) {
        file = mkstemp(path);
        REQUIRE(file >= 0 && atexit(remove_file) == 0);
    }
    REQUIRE(ftruncate(file, 0) == 0);
    REQUIRE(pwrite(file, content->bytes, content->length, 0) == (ssize_t)content->length);
}

static bool look_up(const char *name, const struct text *content, char *value) {
    char error[SECRETS_ERROR_MAX] = "";
    if (!secrets_lookup(path, name, value, error)) {
        REQUIRE(fuzz_is_sentence(error, sizeof error));
        return false;
    }
    const size_t length = strnlen(value, SECRETS_VALUE_MAX + 1);
    REQUIRE(length > 0 && length <= SECRETS_VALUE_MAX && !strchr(value, '\n') && !*error);
    REQUIRE(memmem(content->bytes, content->length, value, length));
    REQUIRE(memmem(content->bytes, content->length, name, strlen(name)));
    REQUIRE(content->length <= SECRETS_FILE_MAX);
    return true;
}

/* Fields: a key, the file. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    const struct text key = fuzz_field(&input);
    const struct text content = fuzz_rest(&input);
    char value[SECRETS_VALUE_MAX + 1];
    char error[SECRETS_ERROR_MAX] = "";
    write_file(&content);
    look_up("password.main", &content, value);
    const bool first = look_up("key", &content, value) && strlen(value) == key.length &&
                       key.length == 64 && memcmp(value, key.bytes, key.length) == 0;
    const bool opens = secrets_check_key(path, key.bytes, key.length, error);
    REQUIRE(opens || !first);
    REQUIRE(!opens || memmem(content.bytes, content.length, key.bytes, 64));
    REQUIRE(opens ? !*error : fuzz_is_sentence(error, sizeof error));
    fuzz_close(&input);
    return 0;
}

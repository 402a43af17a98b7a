/*
 * The wire format: every byte comes back, broken lines are refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "shared/batch.h"

#include <stdint.h>
#include <string.h>

static void every_byte_comes_back(void) {
    char value[3 * 256];
    for (size_t i = 0; i < sizeof value; i++)
        value[i] = (char)(i * 7 + i / 256);
    struct buffer batch;
    buffer_init(&batch, 1 << 16);
    CHECK(batch_put(&batch, "html", 4, value, sizeof value));
    CHECK(batch_put(&batch, "send", 4, NULL, 0));
    CHECK(memchr(batch.bytes, '\r', batch.length) == NULL);
    CHECK(memchr(batch.bytes, '\0', batch.length) == NULL);

    char *position = batch.bytes;
    struct batch_line line;
    CHECK(batch_take(&position, batch.bytes + batch.length, &line) == BATCH_LINE);
    CHECK(strcmp(line.name, "html") == 0);
    CHECK(line.value_length == sizeof value && memcmp(line.value, value, sizeof value) == 0);
    CHECK(batch_take(&position, batch.bytes + batch.length, &line) == BATCH_LINE);
    CHECK(strcmp(line.name, "send") == 0 && line.value_length == 0 && line.value[0] == '\0');
    CHECK(batch_take(&position, batch.bytes + batch.length, &line) == BATCH_NONE);
    buffer_free(&batch);
}

static enum batch_result take(const char *text, struct batch_line *line) {
    static char copy[200];
    char *position = copy;
    const size_t length = strlen(text);
    memcpy(copy, text, length);
    return batch_take(&position, copy + length, line);
}

static void broken_lines_are_refused(void) {
    struct batch_line line;
    CHECK(take("", &line) == BATCH_NONE);
    CHECK(take("mail 17", &line) == BATCH_NONE);
    CHECK(take("\n", &line) == BATCH_BROKEN);
    CHECK(take(" mail\n", &line) == BATCH_BROKEN);
    CHECK(take("MAIL 17\n", &line) == BATCH_BROKEN);
    CHECK(take("mail\t17\n", &line) == BATCH_BROKEN);
    CHECK(take("mail \\x\n", &line) == BATCH_BROKEN);
    CHECK(take("mail \\\n", &line) == BATCH_BROKEN);
    CHECK(take("abcdefghijabcdefghijabcdefghijabcdefghij 1\n", &line) == BATCH_LINE);
    CHECK(take("abcdefghijabcdefghijabcdefghijabcdefghijx 1\n", &line) == BATCH_BROKEN);
    CHECK(take("mail \n", &line) == BATCH_LINE && line.value_length == 0);
    CHECK(take("mail  17 \n", &line) == BATCH_LINE && strcmp(line.value, " 17 ") == 0);
}

static void a_full_buffer_stays_as_it_was(void) {
    struct buffer batch;
    buffer_init(&batch, 12);
    CHECK(batch_put(&batch, "a", 1, "1", 1));
    CHECK(!batch_put(&batch, "b", 1, "1234567", 7));
    CHECK(batch.length == 4 && memcmp(batch.bytes, "a 1\n", 4) == 0);
    CHECK(!batch_put(&batch, "", 0, "1", 1));
    CHECK(!batch_put(&batch, "a b", 3, "1", 1));
    CHECK(batch_put(&batch, "b", 1, "12345", 5));
    CHECK(batch.length == 12 && !buffer_append(&batch, "x", 1));
    buffer_free(&batch);
    CHECK(!buffer_append(&batch, "x", SIZE_MAX));
}

int main(void) {
    every_byte_comes_back();
    broken_lines_are_refused();
    a_full_buffer_stays_as_it_was();
    return check_end();
}

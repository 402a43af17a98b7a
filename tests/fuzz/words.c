/*
 * A relay's words on their way to SQL: through the mailer's lines, and into JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/json_text.h"
#include "json_check.h"
#include "mailer/report.h"
#include "shared/batch.h"
/* The library and the mailer, which are never linked together, both have a type of this name. */
#define outcome library_outcome
#include "core/outcomes.h"
#undef outcome

#include <sys/types.h>

enum { LIMIT = 1 << 20, OVERHEAD_MAX = 100 /* bytes of a line and of JSON around the words */ };

static struct buffer reported;

ssize_t fuzz_write(int file, const void *bytes, size_t length);

/* Stands for write(2) in report.c. */
ssize_t fuzz_write(int file, const void *bytes, size_t length) {
    REQUIRE(file == 1 && buffer_append(&reported, bytes, length));
    return (ssize_t)length;
}

/* What is UTF-8 comes back byte for byte; the rest is valid all the same. */
static void check_string(const struct text *text) {
    struct buffer json;
    buffer_init(&json, LIMIT);
    REQUIRE(json_put_string(&json, text->bytes, text->length));
    REQUIRE(json_is_valid(json.bytes, json.length));
    char *decoded = malloc(json.length);
    size_t length = 0;
    const char *end = json_string(json.bytes, json.bytes + json.length, decoded, &length);
    REQUIRE(decoded && end == json.bytes + json.length && length >= text->length);
    REQUIRE(!fuzz_is_utf8(text->bytes, text->length) ||
            (length == text->length && memcmp(decoded, text->bytes, length) == 0));
    free(decoded);
    buffer_free(&json);
}

/* The library understands whatever the mailer reports; `words` end with a NUL. */
static void check_report(const char *words, enum outcome state, int code) {
    struct outcomes outcomes;
    struct buffer json;
    buffer_init(&reported, LIMIT);
    buffer_init(&json, LIMIT);
    report_begin(7);
    report_outcome(7, state, code, words);
    report_relay(code, words);
    const char *end = reported.bytes + reported.length;
    int lines = 0;
    for (const char *byte = reported.bytes; byte < end; byte++)
        lines += *byte == '\n' ? 1 : 0;
    REQUIRE(lines == 3 && end[-1] == '\n' && fuzz_is_utf8(reported.bytes, reported.length));
    REQUIRE(reported.length <= 2 * (2 * REPORT_TEXT_MAX + OVERHEAD_MAX));
    outcomes_init(&outcomes);
    REQUIRE(outcomes_add(&outcomes, 7));
    REQUIRE(outcomes_read(&outcomes, reported.bytes, reported.length));
    REQUIRE(outcomes_write(&outcomes, &json) && json_is_valid(json.bytes, json.length));
    char *position = reported.bytes;
    struct batch_line line;
    while (batch_take(&position, reported.bytes + reported.length, &line) == BATCH_LINE)
        REQUIRE(line.value_length == 0 || fuzz_is_sentence(line.value, line.value_length + 1));
    outcomes_free(&outcomes);
    buffer_free(&json);
    buffer_free(&reported);
}

/* Fields: a state, a reply's code, its words. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    const enum outcome state = (enum outcome)(fuzz_number(&input) % (OUTCOME_UNCERTAIN + 1));
    const int code = (int)fuzz_number(&input) * 999 / 255;
    const struct text text = fuzz_rest(&input);
    check_string(&text);
    char *words = strndup(text.bytes, text.length);
    REQUIRE(words);
    check_report(words, state, code);
    free(words);
    fuzz_close(&input);
    return 0;
}

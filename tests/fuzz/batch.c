/*
 * The wire format: what is put comes back, what is foreign is refused or is what it says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "shared/batch.h"
#include "fuzz.h"
#include "mailer/batch_reader.h"
#include "mailer/relay/relay.h"
#include "mailer/sentence.h"

#include <string.h>

enum { PAIRS = 8, LIMIT = 1 << 20 };

/* Fields are pairs of name and value. */
static void round_trip(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    struct text names[PAIRS];
    struct text values[PAIRS];
    size_t count = 0;
    struct buffer batch;
    buffer_init(&batch, LIMIT);
    for (size_t i = 0; i < PAIRS && input.left > 0; i++) {
        const size_t before = batch.length;
        names[count] = fuzz_field(&input);
        values[count] = fuzz_field(&input);
        const bool put = batch_put(&batch, names[count].bytes, names[count].length,
                                   values[count].bytes, values[count].length);
        REQUIRE(put == batch_is_name(names[count].bytes, names[count].length));
        REQUIRE(put || batch.length == before);
        count += put ? 1 : 0;
    }
    char *position = batch.bytes;
    struct batch_line line;
    for (size_t i = 0; i < count; i++) {
        REQUIRE(batch_take(&position, batch.bytes + batch.length, &line) == BATCH_LINE);
        REQUIRE(strlen(line.name) == names[i].length &&
                memcmp(line.name, names[i].bytes, names[i].length) == 0);
        REQUIRE(line.value_length == values[i].length && line.value[line.value_length] == '\0' &&
                memcmp(line.value, values[i].bytes, values[i].length) == 0);
    }
    REQUIRE(count == 0 || (batch_take(&position, batch.bytes + batch.length, &line) == BATCH_NONE &&
                           position == batch.bytes + batch.length));
    buffer_free(&batch);
    fuzz_close(&input);
}

static void take_lines(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    const struct text text = fuzz_rest(&input);
    char *start = (char *)(size_t)text.bytes;
    char *position = start;
    struct batch_line line;
    for (char *before = position; batch_take(&position, start + text.length, &line) == BATCH_LINE;
         before = position) {
        REQUIRE(position > before && position <= start + text.length);
        REQUIRE(batch_is_name(line.name, strlen(line.name)));
        REQUIRE(line.value > line.name && line.value + line.value_length < position);
    }
    fuzz_close(&input);
}

static void check_relay(const struct relay_settings *settings) {
    struct relay relay;
    char error[SENTENCE_MAX];
    if (!relay_prepare(settings, "/nonexistent", &relay, error)) {
        REQUIRE(fuzz_is_sentence(error, sizeof error));
        return;
    }
    REQUIRE(strspn(relay.port, "0123456789") == strlen(relay.port) && *relay.port);
    REQUIRE(fuzz_is_sentence(relay.host, sizeof relay.host) && !strpbrk(relay.host, " @<>:/"));
    REQUIRE(!*relay.username && !*relay.password); /* there is no file with a password */
    REQUIRE(!*relay.ca_file || *relay.ca_file == '/');
}

static void read_batch(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    const struct text text = fuzz_rest(&input);
    struct mail_batch batch;
    char error[SENTENCE_MAX] = "";
    if (!batch_read((char *)(size_t)text.bytes, text.length, &batch, error)) {
        REQUIRE(fuzz_is_sentence(error, sizeof error));
        fuzz_close(&input);
        return;
    }
    REQUIRE(batch.count <= BATCH_MAILS_MAX && !*error);
    check_relay(&batch.relay);
    for (size_t i = 0; i < batch.count; i++) {
        const struct text *html = &batch.mails[i].html;
        REQUIRE(!html->bytes || (html->bytes > text.bytes &&
                                 html->bytes + html->length < text.bytes + text.length));
        for (size_t k = 0; k < i; k++)
            REQUIRE(batch.mails[k].number != batch.mails[i].number);
    }
    batch_free(&batch);
    fuzz_close(&input);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    round_trip(data, size);
    take_lines(data, size);
    read_batch(data, size);
    return 0;
}

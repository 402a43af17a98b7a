/*
 * Text from HTML: UTF-8, tidy and in bounds, whatever the HTML.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mailer/compose/plain_text.h"
#include "fuzz.h"
#include "mailer/compose/clean.h"

#include <glib.h>

enum {
    LIMIT = 1 << 22,
    GROWTH_MAX = 8 /* bytes of text for one of HTML: the deepest items, `<li>x`, have 20 for 5 */
};

static void check_text(const char *text, size_t length, size_t html_length) {
    REQUIRE(fuzz_is_utf8(text, length));
    REQUIRE(length <= GROWTH_MAX * html_length + 1);
    REQUIRE(length == 0 || text[length - 1] == '\n');
    REQUIRE(length == 0 || text[0] != '\n');
    REQUIRE(length == 0 || !memmem(text, length, "\n\n\n", 3));
}

/* Fields: how much room there is, the HTML. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    const size_t room = fuzz_number(&input);
    const struct text given = fuzz_rest(&input);
    char *html = clean_body(&given);
    const size_t length = strlen(html);
    struct buffer text;
    buffer_init(&text, LIMIT);
    plain_text_append(html, &text);
    if (text.length > 0)
        check_text(text.bytes, text.length, length);
    buffer_free(&text);

    buffer_init(&text, room + 2);
    REQUIRE(buffer_append(&text, "x:", 2));
    plain_text_append(html, &text);
    REQUIRE(text.length <= room + 2 && memcmp(text.bytes, "x:", 2) == 0);
    REQUIRE(fuzz_is_utf8(text.bytes, text.length));
    buffer_free(&text);
    g_free(html);
    fuzz_close(&input);
    return 0;
}

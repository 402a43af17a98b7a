/*
 * JSON strings: what went in comes out, and what is no UTF-8 does not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "core/json_text.h"

#include <string.h>

static bool gives(const char *bytes, size_t length, const char *expected) {
    struct buffer json;
    buffer_init(&json, 1000);
    const bool same = json_put_string(&json, bytes, length) && json.length == strlen(expected) &&
                      memcmp(json.bytes, expected, json.length) == 0;
    buffer_free(&json);
    return same;
}

#define GIVES(literal, expected) gives(literal, sizeof(literal) - 1, expected)
#define UNKNOWN "\xEF\xBF\xBD"

int main(void) {
    CHECK(GIVES("", "\"\""));
    CHECK(GIVES("2.0.0 Ok", "\"2.0.0 Ok\""));
    CHECK(GIVES("a\"b\\c", "\"a\\\"b\\\\c\""));
    CHECK(GIVES("\0\n\x1F\x7F", "\"\\u0000\\u000a\\u001f\\u007f\""));
    CHECK(
        GIVES("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x94\xA7", "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x94\xA7\""));
    /* lone continuation, overlong, surrogate, above U+10FFFF, cut off, Latin-1 */
    CHECK(GIVES("\x80", "\"" UNKNOWN "\""));
    CHECK(GIVES("\xC0\xAF", "\"" UNKNOWN UNKNOWN "\""));
    CHECK(GIVES("\xE0\x80\xAF", "\"" UNKNOWN UNKNOWN UNKNOWN "\""));
    CHECK(GIVES("\xED\xA0\x80", "\"" UNKNOWN UNKNOWN UNKNOWN "\""));
    CHECK(GIVES("\xF4\x90\x80\x80", "\"" UNKNOWN UNKNOWN UNKNOWN UNKNOWN "\""));
    CHECK(GIVES("\xF0\x9F\x94", "\"" UNKNOWN UNKNOWN UNKNOWN "\""));
    CHECK(GIVES("caf\xE9!", "\"caf" UNKNOWN "!\""));

    struct buffer json;
    buffer_init(&json, 30);
    CHECK(json_put_number(&json, 18446744073709551615ULL) && json.length == 20);
    CHECK(!json_put_string(&json, "12345678901", 11));
    buffer_free(&json);
    return check_end();
}

/*
 * Placeholders: one pass, escaped where it is due.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "core/render.h"

#include <string.h>

static const struct render_value values[] = {
    {"__A__", 5, "<1> & \"'", 8, false},
    {"__B__", 5, "__A__", 5, false},
    {"__EMPTY__", 9, NULL, 0, false},
    {"__HTML__", 8, "<b>bold</b>", 11, true},
    {"__LINES__", 9, "a\r\nb\tc\x7F", 7, false},
};

static bool gives(enum render_format format, const char *template_text, const char *expected) {
    struct buffer out;
    buffer_init(&out, 1000);
    const bool same = render(&out, format, template_text, strlen(template_text), values,
                             sizeof values / sizeof *values) &&
                      out.length == strlen(expected) &&
                      (out.length == 0 || memcmp(out.bytes, expected, out.length) == 0);
    buffer_free(&out);
    return same;
}

int main(void) {
    CHECK(gives(RENDER_HTML, "", ""));
    CHECK(gives(RENDER_HTML, "_", "_"));
    CHECK(gives(RENDER_HTML, "no placeholder __ here", "no placeholder __ here"));
    CHECK(gives(RENDER_HTML, "__A__", "&lt;1&gt; &amp; &quot;&#39;"));
    CHECK(gives(RENDER_TEXT, "__A__", "<1> & \"'"));
    CHECK(gives(RENDER_TEXT, "x__B__y", "x__A__y"));
    CHECK(gives(RENDER_TEXT, "__B__B__", "__A__B__"));
    CHECK(gives(RENDER_TEXT, "__A__A__", "<1> & \"'A__"));
    CHECK(gives(RENDER_TEXT, "[__EMPTY__]", "[]"));
    CHECK(gives(RENDER_TEXT, "__UNKNOWN____A", "__UNKNOWN____A"));
    CHECK(gives(RENDER_TEXT, "____B__", "____A__"));
    CHECK(gives(RENDER_HTML, "__HTML__", "<b>bold</b>"));
    CHECK(gives(RENDER_TEXT, "__LINES__", "a  b c "));
    CHECK(gives(RENDER_HTML, "__LINES__", "a\r\nb\tc\x7F"));

    struct buffer out;
    buffer_init(&out, 10);
    CHECK(!render(&out, RENDER_HTML, "12345__A__", 10, values, 1));
    buffer_free(&out);
    return check_end();
}

/*
 * Placeholders: one pass, escaped where it is due.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "core/render.h"

#include <string.h>

static const struct {
    const char *name;
    const char *value;
    bool is_html;
} given[] = {
    {"__A__", "<1> & \"'", false},
    {"__B__", "__A__", false},
    {"__EMPTY__", NULL, false},
    {"__HTML__", "<b>bold</b>", true},
    {"__LINES__", "a\r\nb\tc\x7F", false},
    {"____FOUR__", "4", false},
    {"__FOUR__", "2", false},
    {"__B____", "behind", false},
};
enum { VALUES = sizeof given / sizeof *given };
static struct render_value values[VALUES];

static void name_values(void) {
    for (size_t i = 0; i < VALUES; i++) {
        CHECK(render_name(&values[i], given[i].name, strlen(given[i].name)));
        values[i].value = given[i].value;
        values[i].value_length = given[i].value ? strlen(given[i].value) : 0;
        values[i].is_html = given[i].is_html;
    }
}

static void test_names(void) {
    static const char *const refused[] = {"",         "_",      "__",     "____",  "_____",
                                          "________", "__A",    "__A_",   "_A__",  "A__",
                                          "_A_",      "x__A__", "__A__x", "__A _", "___A"};
    struct render_value value;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        CHECK(!render_name(&value, refused[i], strlen(refused[i])));
}

static bool gives(enum render_format format, const char *template_text, const char *expected) {
    struct buffer out;
    buffer_init(&out, 1000);
    const bool same = render(&out, format, template_text, strlen(template_text), values, VALUES) &&
                      out.length == strlen(expected) &&
                      (out.length == 0 || memcmp(out.bytes, expected, out.length) == 0);
    buffer_free(&out);
    return same;
}

int main(void) {
    name_values();
    test_names();
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
    CHECK(gives(RENDER_TEXT, "_____B___",
                "_____A___"));
    CHECK(gives(RENDER_TEXT, "____FOUR__", "4"));
    CHECK(gives(RENDER_TEXT, "_____FOUR__", "_4"));
    CHECK(gives(RENDER_TEXT, "___FOUR__", "_2"));
    CHECK(gives(RENDER_TEXT, "__B____", "__A____"));
    CHECK(gives(RENDER_TEXT, "__B____A__", "__A__<1> & \"'"));
    CHECK(gives(RENDER_TEXT, "____________", "____________"));
    CHECK(gives(RENDER_HTML, "__HTML__", "<b>bold</b>"));
    CHECK(gives(RENDER_TEXT, "__LINES__", "a  b c "));
    CHECK(gives(RENDER_HTML, "__LINES__", "a\r\nb\tc\x7F"));

    struct buffer out;
    buffer_init(&out, 10);
    CHECK(!render(&out, RENDER_HTML, "12345__A__", 10, values, 1));
    buffer_free(&out);
    return check_end();
}

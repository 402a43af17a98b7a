/*
 * HTML of somebody else: what is left of it is balanced, of known elements and harmless, whatever
 * it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mailer/compose/foreign_html.h"
#include "fuzz.h"
#include "mailer/compose/clean.h"
#include "mailer/compose/message.h"

#include <string.h>

static const char *const allowed[] = {
    "a",     "b",     "blockquote", "br",    "caption", "code",  "dd",    "del",    "div", "dl",
    "dt",    "em",    "h1",         "h2",    "h3",      "h4",    "h5",    "h6",     "hr",  "i",
    "ins",   "li",    "ol",         "p",     "pre",     "s",     "small", "strong", "sub", "sup",
    "table", "tbody", "td",         "tfoot", "th",      "thead", "tr",    "u",      "ul"};

enum { NAME_MAX_BYTES = 16 };

/* The element's name behind `<` or `</`, which has to be one of these. */
static size_t read_name(const char *tag, char *name) {
    const size_t length = strspn(tag, "abcdefghijklmnopqrstuvwxyz123456");
    REQUIRE(length > 0 && length < NAME_MAX_BYTES);
    memcpy(name, tag, length);
    name[length] = '\0';
    size_t known = 0;
    while (known < sizeof allowed / sizeof *allowed && strcmp(name, allowed[known]) != 0)
        known++;
    REQUIRE(known < sizeof allowed / sizeof *allowed);
    return length;
}

/* What may stand behind a name: nothing, a link's target, spans. */
static void check_attributes(const char *rest, const char *end) {
    if (rest == end)
        return;
    if (strncmp(rest, " href=\"", 7) == 0) {
        const char *url = rest + 7;
        REQUIRE(strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0 ||
                strncasecmp(url, "mailto:", 7) == 0 || strncasecmp(url, "tel:", 4) == 0);
        REQUIRE(memchr(url, '"', (size_t)(end - url)) == end - 1);
        return;
    }
    REQUIRE(strspn(rest, " colspanrw=\"0123456789") >= (size_t)(end - rest));
}

static void check_html(const char *html) {
    char open[FOREIGN_DEPTH_MAX][NAME_MAX_BYTES];
    char name[NAME_MAX_BYTES];
    size_t depth = 0;
    for (const char *tag = strchr(html, '<'); tag; tag = strchr(tag, '<')) {
        const bool closes = tag[1] == '/';
        tag += closes ? 2 : 1;
        const char *end = strchr(tag, '>');
        REQUIRE(end);
        const char *rest = tag + read_name(tag, name);
        check_attributes(rest, end);
        if (closes) {
            REQUIRE(rest == end && depth > 0 && strcmp(open[--depth], name) == 0);
        } else if (strcmp(name, "br") != 0 && strcmp(name, "hr") != 0) {
            REQUIRE(depth < FOREIGN_DEPTH_MAX);
            memcpy(open[depth++], name, sizeof name);
        }
    }
    REQUIRE(depth == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool ready;
    if (!ready)
        message_init();
    ready = true;
    struct fuzz_input input = fuzz_open(data, size);
    const struct text given = fuzz_rest(&input);
    char *html = clean_body(&given);
    GString *mail = g_string_new(NULL);
    foreign_html_append(html, mail);
    REQUIRE(fuzz_is_utf8(mail->str, mail->len));
    REQUIRE(strlen(mail->str) == mail->len);
    check_html(mail->str);
    g_string_free(mail, TRUE);
    g_free(html);
    fuzz_close(&input);
    return 0;
}

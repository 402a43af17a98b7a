/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "mailer/compose/plain_text.h"

#include <stdlib.h>
#include <string.h>

enum { LIMIT = 1 << 20 };

/* Whether the HTML becomes exactly this text. */
static bool becomes(const char *html, const char *expected) {
    struct buffer text;
    buffer_init(&text, LIMIT);
    plain_text_append(html, &text);
    const bool same = text.length == strlen(expected) &&
                      (text.length == 0 || memcmp(text.bytes, expected, text.length) == 0);
    if (!same)
        printf("%s\nbecame\n%.*s", html, (int)text.length, text.bytes ? text.bytes : "");
    buffer_free(&text);
    return same;
}

static void test_garbage(void) {
    CHECK(becomes("", ""));
    CHECK(becomes("   \n\t ", ""));
    CHECK(becomes("<", ""));
    CHECK(becomes("<p", ""));
    CHECK(becomes("</p></div>", ""));
    CHECK(becomes("<p>a</b></i>b", "ab\n"));
    CHECK(becomes("<td>a<td>b</table>", "a\tb\n"));
    CHECK(becomes("5 < 6 & 7", "5 < 6 & 7\n"));
}

static void test_paragraphs(void) {
    CHECK(becomes("Bonjour", "Bonjour\n"));
    CHECK(becomes("<h1>Ticket</h1><p>a\n  b</p><p>c</p>", "Ticket\n\na b\n\nc\n"));
    CHECK(becomes("<p>a</p><p></p><p>&nbsp;</p>\n<p>b</p>", "a\n\nb\n"));
    CHECK(becomes("a<br>b<br/>c", "a\nb\nc\n"));
    CHECK(becomes("a<br><br><br><br>b", "a\n\nb\n"));
    CHECK(becomes("<div>a</div><div>b</div>", "a\nb\n"));
    CHECK(becomes("<b>a</b><i>b</i> <u>c</u>", "ab c\n"));
    CHECK(becomes("a<hr>b", "a\n\nb\n"));
    CHECK(becomes("<pre>a\nb</pre>", "a\nb\n"));
}

static void test_characters(void) {
    CHECK(becomes("&eacute;t&eacute; &lt;b&gt; &amp; &#8364; &euro;", "été <b> & € €\n"));
    CHECK(becomes("été 日本語", "été 日本語\n"));
    CHECK(becomes("<meta charset=\"iso-8859-1\"><p>été</p>", "été\n"));
    CHECK(becomes("a&nbsp;&nbsp;b", "a b\n"));
}

static void test_dropped(void) {
    CHECK(becomes("<head><title>t</title><style>p{}</style></head><body>a</body>", "a\n"));
    CHECK(becomes("a<script>alert(1)</script>b<!-- c -->", "ab\n"));
    CHECK(becomes("a<style>x</style>", "a\n"));
}

/* The head of a document is passed over, whatever stands in it; another one is parsed. */
static void test_head(void) {
    CHECK(becomes(
        "<!DOCTYPE html>\n<html lang=\"fr\"><head class=\"a\"><title>t</title></head>\n<body>a",
        "a\n"));
    CHECK(becomes("<HTML><HEAD><STYLE>p{}</STYLE></HEAD><p>a</p><p>b</p></HTML>", "a\n\nb\n"));
    CHECK(becomes("<html><head><p>a</p></head>b", "b\n"));
    CHECK(becomes("<html><head><title>t</title>a", "a\n"));
    CHECK(becomes("<html><head><title>t</title><BODY>a</head>b", "ab\n"));
    CHECK(becomes("<html><header>a</header>b</head>c", "a\nbc\n"));
    CHECK(becomes("<html><body>a<head>b</head>c", "abc\n"));
    CHECK(becomes("<p>a</p><html><head></head>b", "a\n\nb\n"));
    CHECK(becomes("<html", ""));
    CHECK(becomes("<html><head>", ""));
    CHECK(becomes("<html><head></head>", ""));
}

static void test_lists(void) {
    CHECK(becomes("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc\n"));
    CHECK(becomes("x<ol><li>a<li>b</ol>", "x\n\n- a\n- b\n"));
    CHECK(becomes("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n"));
    CHECK(becomes("<ul><li><p>a</p></li><li>b<br>c</li><li></li></ul>d", "- a\n- b\n  c\n\nd\n"));
}

static void test_tables(void) {
    CHECK(
        becomes("<table><tr><th>Ref</th><td>TS-1</td></tr><tr><td>Qty:</td><td>5</td></tr></table>",
                "Ref: TS-1\nQty: 5\n"));
    CHECK(becomes("<table><tr><td>a</td><td>b</td><td>c</td></tr></table>x", "a\tb\tc\n\nx\n"));
    CHECK(becomes("<table>\n<tr>\n<td><p>Ref</p></td>\n<td><p>1</p></td>\n</tr>\n</table>",
                  "Ref: 1\n"));
    CHECK(becomes("a<table><tr><td></td><td>b</td></tr><tr><td>c</td><td></td></tr></table>d",
                  "a\n\nb\nc\n\nd\n"));
}

static void test_links(void) {
    CHECK(becomes("<a href=\"https://x.fr/t?a=1&amp;b=2\">Ticket</a>!",
                  "Ticket <https://x.fr/t?a=1&b=2>!\n"));
    CHECK(becomes("see <a href=\"https://x.fr/\">https://x.fr/</a>", "see https://x.fr/\n"));
    CHECK(becomes("<a href=\"https://x.fr/\">x.fr</a>", "x.fr\n"));
    CHECK(becomes("<a href=\"mailto:a@b.fr\">a@b.fr</a>", "a@b.fr\n"));
    CHECK(becomes("<a href=\"mailto:a@b.fr\">Jean</a>", "Jean <mailto:a@b.fr>\n"));
    CHECK(becomes("<a href=\"https://evil.fr/x.fr\">x.fr</a>", "x.fr <https://evil.fr/x.fr>\n"));
    CHECK(becomes("<a href=\"javascript:x()\">js</a> <a href=\"#top\">top</a> <a>n</a>",
                  "js top n\n"));
    CHECK(becomes("<a href=\"https://x.fr/\"><img src=\"i.png\"></a>", "<https://x.fr/>\n"));
    CHECK(becomes("<a href=\"https://x.fr/\"><img alt=\"Logo\"></a>", "Logo <https://x.fr/>\n"));
    CHECK(becomes("<p><a href=\"https://x.fr/\">a</a></p>b", "a <https://x.fr/>\n\nb\n"));
}

/* A url of 2000 bytes is printed, a longer one left out. */
static void test_long_links(void) {
    char html[2100];
    char expected[2100];
    const char *url = "https://x.fr/";
    for (int length = 2000; length <= 2001; length++) {
        snprintf(html, sizeof html, "<a href=\"%s%0*d\">Ticket</a>", url, length - (int)strlen(url),
                 7);
        snprintf(expected, sizeof expected, "Ticket <%s%0*d>\n", url, length - (int)strlen(url), 7);
        CHECK(becomes(html, length == 2000 ? expected : "Ticket\n"));
    }
}

static void test_append(void) {
    struct buffer text;
    buffer_init(&text, 12);
    CHECK(buffer_append_literal(&text, "x:"));
    plain_text_append("<p>a</p>", &text);
    CHECK(text.length == 4 && memcmp(text.bytes, "x:a\n", 4) == 0);
    plain_text_append("more than twelve bytes", &text);
    CHECK(text.length <= 12 && memcmp(text.bytes, "x:a\n", 4) == 0);
    buffer_free(&text);
}

/* No text is lost where elements are nested deeper than libxml2 goes by itself, closed or not. */
static void test_deep_text(const char *opening, const char *closing) {
    enum { TIMES = 5000 };
    struct buffer html;
    buffer_init(&html, LIMIT);
    for (int i = 0; i < TIMES; i++)
        CHECK(buffer_append(&html, opening, strlen(opening)));
    CHECK(buffer_append_literal(&html, "deep"));
    for (int i = 0; i < TIMES; i++)
        CHECK(buffer_append(&html, closing, strlen(closing)));
    CHECK(buffer_append(&html, "<p>behind", sizeof "<p>behind"));
    struct buffer text;
    buffer_init(&text, LIMIT);
    plain_text_append(html.bytes, &text);
    CHECK(text.length > 0 && memmem(text.bytes, text.length, "deep", 4));
    CHECK(text.length > 0 && memmem(text.bytes, text.length, "behind", 6));
    buffer_free(&text);
    buffer_free(&html);
}

/* Opens an element a hundred thousand times. */
static void test_depth(const char *tag) {
    enum { TIMES = 100000 };
    const size_t length = strlen(tag);
    char *html = calloc(length * TIMES + 1, 1);
    struct buffer text;
    CHECK(html != NULL);
    if (!html)
        return;
    for (size_t i = 0; i < TIMES; i++)
        memcpy(html + i * length, tag, length);
    buffer_init(&text, LIMIT);
    plain_text_append(html, &text);
    CHECK(text.length <= LIMIT);
    buffer_free(&text);
    free(html);
}

int main(void) {
    test_deep_text("<div>", "</div>");
    test_deep_text("<b>", "");
    test_deep_text("<blockquote>", "</blockquote>");
    test_deep_text("<ul><li>", "</li></ul>");
    test_deep_text("<table><tr><td>", "</td></tr></table>");
    test_garbage();
    test_paragraphs();
    test_characters();
    test_dropped();
    test_head();
    test_lists();
    test_tables();
    test_links();
    test_long_links();
    test_append();
    test_depth("<div>");
    test_depth("<ul><li>x");
    test_depth("<td>x");
    test_depth("<a href=\"https://x.fr/\">");
    return check_end();
}

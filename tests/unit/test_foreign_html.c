/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "mailer/compose/foreign_html.h"
#include "mailer/compose/message.h"

#include <string.h>

/* Whether the HTML becomes exactly this. */
static bool becomes(const char *html, const char *expected) {
    GString *mail = g_string_new("<div>");
    foreign_html_append(html, mail);
    const bool same = strcmp(mail->str + strlen("<div>"), expected) == 0;
    if (!same)
        printf("%s\nbecame\n%s\n", html, mail->str);
    g_string_free(mail, TRUE);
    return same;
}

static void test_kept(void) {
    CHECK(becomes("<p>a <b>b</b> <em>c</em><br>d</p>", "<p>a <b>b</b> <em>c</em><br>d</p>"));
    CHECK(becomes("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"));
    CHECK(becomes("<blockquote>a</blockquote>", "<blockquote>a</blockquote>"));
    CHECK(becomes("<table><tr><td colspan=\"2\" rowspan='3'>a</td></tr></table>",
                  "<table><tr><td colspan=\"2\" rowspan=\"3\">a</td></tr></table>"));
    CHECK(becomes("<table><tr><td colspan=999 rowspan=-1>a</table>",
                  "<table><tr><td>a</td></tr></table>"));
    CHECK(becomes("<font color=red>a</font> <custom-tag>b</custom-tag>", "a b"));
}

static void test_characters(void) {
    CHECK(becomes("<b>&eacute; &lt;b&gt; &amp; &quot; '</b>", "<b>é &lt;b&gt; &amp; &quot; '</b>"));
    CHECK(becomes("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
                  "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"));
}

/* Notes that were written as text. The parser puts text into a paragraph. */
static void test_text(void) {
    CHECK(becomes("a\nb", "<p>a<br>\nb</p>"));
    CHECK(becomes("5 < 6 & 7\n8", "<p>5 &lt; 6 &amp; 7<br>\n8</p>"));
    CHECK(becomes("<p>a\nb</p>", "<p>a\nb</p>"));
    CHECK(becomes("", ""));
    CHECK(becomes(" \n", ""));
}

static void test_dropped(void) {
    CHECK(becomes("<p>a</p><script>alert(1)</script><style>p{display:none}</style>", "<p>a</p>"));
    CHECK(becomes("<div><iframe src=x>b</iframe><object>c</object><svg><a>d</a></svg>e</div>",
                  "<div>e</div>"));
    CHECK(becomes("<div>a<!-- b --><!--word-->c</div>", "<div>ac</div>"));
    CHECK(becomes("<form action=x><p>a</p><input value=b><button>c</button></form>", "<p>a</p>"));
    CHECK(becomes("<p onclick=\"x()\" style=\"display:none\" class=c id=d dir=rtl>a</p>",
                  "<p>a</p>"));
    CHECK(
        becomes("<base href=\"http://x\"><meta http-equiv=refresh content=\"0;url=x\"><div>a</div>",
                "<div>a</div>"));
}

static void test_links(void) {
    CHECK(becomes("<div><a href=\"https://example.com/?a=1&amp;b='&quot;\" onclick=x>a</a></div>",
                  "<div><a href=\"https://example.com/?a=1&amp;b='&quot;\">a</a></div>"));
    CHECK(becomes("<div><a href=mailto:a@example.com>a</a></div>",
                  "<div><a href=\"mailto:a@example.com\">a</a></div>"));
    CHECK(becomes("<div><a href=\"javascript:alert(1)\">a</a></div>", "<div>a</div>"));
    CHECK(becomes("<div><a href=\" java&#10;script:alert(1)\">a</a></div>", "<div>a</div>"));
    CHECK(becomes("<div><a href=\"data:text/html,x\">a</a><a name=x>b</a></div>", "<div>ab</div>"));
    CHECK(becomes("<div><a href=\"/user/card.php\">a</a></div>", "<div>a</div>"));
}

static void test_images(void) {
    CHECK(becomes("<div><img src=\"https://spy.example/x.gif\" alt=\"a &lt;b&gt;\"></div>",
                  "<div>[a &lt;b&gt;]</div>"));
    CHECK(becomes("<div><img src=x><img src=x alt=\"\">b</div>", "<div>b</div>"));
}

/* What stands around it is not ended: all that is opened is closed, nothing else is. */
static void test_balance(void) {
    CHECK(becomes("</div></td></table></body></html><b>a", "<b>a</b>"));
    CHECK(becomes("<div><i>a<table><tr><td>b",
                  "<div><i>a<table><tr><td>b</td></tr></table></i></div>"));
    CHECK(becomes("<div>a<tr><td>b</td></tr></div>", "<div>ab</div>"));
    CHECK(becomes("<p>a<!-- b", "<p>a</p>"));
    CHECK(becomes("<div>a<textarea>b", "<div>a</div>"));
}

static void test_depth(void) {
    enum { DEEP = 100000 };
    GString *html = g_string_new(NULL);
    GString *expected = g_string_new(NULL);
    for (int i = 0; i < DEEP; i++)
        g_string_append(html, "<div>");
    g_string_append(html, "a");
    for (int i = 0; i < FOREIGN_DEPTH_MAX; i++)
        g_string_append(expected, "<div>");
    g_string_append(expected, "a");
    for (int i = 0; i < FOREIGN_DEPTH_MAX; i++)
        g_string_append(expected, "</div>");
    CHECK(becomes(html->str, expected->str));
    g_string_free(html, TRUE);
    g_string_free(expected, TRUE);
}

int main(void) {
    message_init();
    test_kept();
    test_characters();
    test_text();
    test_dropped();
    test_links();
    test_images();
    test_balance();
    test_depth();
    return check_end();
}

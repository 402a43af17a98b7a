/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composed.h"

static void test_refused(void) {
    struct buffer text;
    char error[SENTENCE_MAX];
    char *large = calloc(1, MESSAGE_HTML_MAX + 1);
    const struct {
        size_t offset;
        struct text value;
        const char *words;
    } cases[] = {
        {offsetof(struct mail, message_id), TEXT(""), "message_id is empty"},
        {offsetof(struct mail, message_id), TEXT("<a@b>"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("a@b c@d"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("a@b@c"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("a<@b"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("a@b>"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("@b"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("a@"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("ab"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("a\r\nBcc: x@y"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("a\0@y"), "message_id"},
        {offsetof(struct mail, message_id), TEXT("\xc3\xa9@y"), "message_id"},
        {offsetof(struct mail, references), TEXT("a@b  c@d"), "references"},
        {offsetof(struct mail, references), TEXT("a@b x"), "references"},
        {offsetof(struct mail, html), TEXT(""), "html is empty"},
        {offsetof(struct mail, html), {large, MESSAGE_HTML_MAX + 1}, "1048577"},
    };
    const struct mail good = sample();
    struct mail_addresses addresses;
    CHECK(address_take_all(&good, &addresses, error));
    buffer_init(&text, LIMIT);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mail mail = sample();
        memcpy((char *)&mail + cases[i].offset, &cases[i].value, sizeof cases[i].value);
        CHECK(!message_check(&mail, error));
        CHECK(strstr(error, cases[i].words) != NULL && !strpbrk(error, "\r\n"));
        CHECK(text.length == 0);
    }
    buffer_free(&text);
    free(large);
}

static void test_sample(void) {
    const struct mail mail = sample();
    struct composed composed = compose(&mail, WISHED_LINE);
    CHECK(is_address(&composed, GMIME_ADDRESS_TYPE_FROM, "Entrepôt Nord", "erp@example.com"));
    CHECK(is_address(&composed, GMIME_ADDRESS_TYPE_TO, "Jean Dupont", "jean@example.com"));
    CHECK(g_strcmp0(g_mime_message_get_subject(composed.message), "Ticket TS-1") == 0);
    CHECK(contains(&composed, "\r\nMessage-ID: <ts.1@example.com>\r\n"));
    CHECK(contains(&composed, "\r\nAuto-Submitted: auto-generated\r\n"));
    CHECK(contains(&composed, "\r\nMIME-Version: 1.0\r\n"));
    CHECK(contains(&composed, "Content-Type: multipart/alternative;"));
    CHECK(!contains(&composed, "Reply-To") && !contains(&composed, "References"));
    CHECK(is_part(&composed, 0, "plain", "Bonjour Jean\n"));
    CHECK(is_part(&composed, 1, "html", "<p>Bonjour <b>Jean</b></p>"));
    GDateTime *now = g_date_time_new_now_utc();
    GDateTime *date = g_mime_message_get_date(composed.message);
    CHECK(date && llabs(g_date_time_difference(now, date)) < 60 * G_TIME_SPAN_SECOND);
    g_date_time_unref(now);
    release(&composed);
}

static void test_optional_fields(void) {
    struct mail mail = sample();
    mail.reply_to = TEXT("reply@example.com");
    mail.references = TEXT("a@b c.d$e@f");
    mail.recipient_name = (struct text){NULL, 0};
    mail.subject = TEXT("");
    struct composed composed = compose(&mail, WISHED_LINE);
    CHECK(is_address(&composed, GMIME_ADDRESS_TYPE_REPLY_TO, "", "reply@example.com"));
    CHECK(is_address(&composed, GMIME_ADDRESS_TYPE_TO, "", "jean@example.com"));
    CHECK(contains(&composed, "\r\nReferences: <a@b>\r\n <c.d$e@f>\r\n"));
    release(&composed);
}

static void check_subject(struct text subject, const char *expected) {
    struct mail mail = sample();
    mail.subject = subject;
    struct composed composed = compose(&mail, WISHED_LINE);
    const char *read = g_mime_message_get_subject(composed.message);
    if (g_strcmp0(read, expected) != 0)
        printf("subject reads: %s\n", read);
    CHECK(g_strcmp0(read, expected) == 0);
    CHECK(!contains(&composed, "\nBcc"));
    release(&composed);
}

static void test_subjects(void) {
    GString *given = g_string_new(NULL);
    GString *cut = g_string_new(NULL);
    check_subject(TEXT("Reçu: « Vis »"), "Reçu: « Vis »");
    check_subject(TEXT("入荷のお知らせ 😀"), "入荷のお知らせ 😀");
    check_subject(TEXT("a\r\nBcc: x@y.fr"), "a Bcc: x@y.fr");
    check_subject(TEXT("[T1] \u202eb \u2066c\u2069\u200f"), "[T1] b c\u200f");
    check_subject(TEXT("  a \t\x01 b\x7f "), "a b");
    check_subject(TEXT("a\0b"), "a\uFFFDb");
    check_subject(TEXT("a\xe9z"), "a\uFFFDz");
    check_subject(TEXT("a\u2028\xc2\x85"
                       "b"),
                  "a b");
    check_subject(TEXT("=?utf-8?q?=0aBcc:_x?="), "=?utf-8?q?=0aBcc:_x?=");
    check_subject(TEXT("a  =?x  b"), "a =?x b");
    for (int i = 0; i < 250; i++)
        g_string_append(given, "é");
    check_subject((struct text){given->str, given->len}, given->str);
    g_string_append(given, "é");
    for (int i = 0; i < 249; i++)
        g_string_append(cut, "é");
    g_string_append(cut, "…");
    check_subject((struct text){given->str, given->len}, cut->str);
    g_string_assign(given, "");
    for (int i = 0; i < 60; i++)
        g_string_append(given, "word");
    check_subject((struct text){given->str, given->len}, given->str);
    g_string_free(given, TRUE);
    g_string_free(cut, TRUE);
}

/* Whether the header's lines are exactly these: ASCII is not encoded, so that searches find it. */
static void check_folded(const char *subject, const char *lines) {
    struct mail mail = sample();
    mail.subject = (struct text){subject, strlen(subject)};
    struct composed composed = compose(&mail, WISHED_LINE);
    char *expected = g_strdup_printf("\r\nSubject: %s\r\nMessage-ID:", lines);
    CHECK(contains(&composed, expected));
    CHECK(g_strcmp0(g_mime_message_get_subject(composed.message), subject) == 0);
    g_free(expected);
    release(&composed);
}

static void test_folded_subjects(void) {
#define TEN "123456789 "
#define SIXTY TEN TEN TEN TEN TEN TEN
    check_folded(SIXTY "7654321", SIXTY "7654321"); /* 67 and the field's name: 76 */
    check_folded(SIXTY "87654321", TEN TEN TEN TEN TEN "123456789\r\n 87654321");
    check_folded("[TS2611-0004] Returned: 2 x Water pump 100 W with a long label, lot "
                 "2026-11-28/A, workshop",
                 "[TS2611-0004] Returned: 2 x Water pump 100 W with a long label, lot\r\n"
                 " 2026-11-28/A, workshop");
    check_folded("a", "a");
}

static void check_name(struct text name, const char *expected) {
    struct mail mail = sample();
    mail.recipient_name = name;
    mail.sender_name = name;
    struct composed composed = compose(&mail, WISHED_LINE);
    CHECK(is_address(&composed, GMIME_ADDRESS_TYPE_TO, expected, "jean@example.com"));
    CHECK(is_address(&composed, GMIME_ADDRESS_TYPE_FROM, expected, "erp@example.com"));
    CHECK(!contains(&composed, "\nBcc"));
    release(&composed);
}

static void test_names(void) {
    check_name(TEXT("Dupont, Jean"), "Dupont, Jean");
    check_name(TEXT("Jean \"le\\Grand\" Dupont"), "Jean \"le\\Grand\" Dupont");
    check_name(TEXT("evil@x.fr"), "evil@x.fr");
    check_name(TEXT("a <evil@x.fr>, b"), "a <evil@x.fr>, b");
    check_name(TEXT("É <évil@x.fr>, 漢字"), "É <évil@x.fr>, 漢字");
    check_name(TEXT("group: a@b;"), "group: a@b;");
    check_name(TEXT("x\r\nBcc: y@z.fr"), "x Bcc: y@z.fr");
    /* Quoted, this would be a line of more than 78 characters. */
    check_name(TEXT("\"\"\"\"\"\"\"\"\"\"\"\" \"\"\"\"\"\"\"\"\"\"\"\" \"\"\"\"\"\"\"\"\"\"\"\" x"),
               "\"\"\"\"\"\"\"\"\"\"\"\" \"\"\"\"\"\"\"\"\"\"\"\" \"\"\"\"\"\"\"\"\"\"\"\" x");
    check_name(TEXT("Ольга Владимировна Константинопольская-Преображенская"),
               "Ольга Владимировна Константинопольская-Преображенская");
}

static void check_html(struct text html, const char *plain, const char *expected) {
    struct mail mail = sample();
    mail.html = html;
    struct composed composed = compose(&mail, WISHED_LINE);
    CHECK(is_part(&composed, 0, "plain", plain));
    CHECK(is_part(&composed, 1, "html", expected));
    release(&composed);
}

static void test_bodies(void) {
    GString *long_line = g_string_new(NULL);
    check_html(TEXT("<p>.</p>\r\n.\r..\nFrom x"), ".\n\n. .. From x\n", "<p>.</p>\n.\n..\nFrom x");
    check_html(TEXT("日本語日本語日本語"), "日本語日本語日本語\n", "日本語日本語日本語");
    check_html(TEXT("été=1"), "été=1\n", "été=1");
    check_html(TEXT("a\xff\0b\x01"), "a\uFFFD\uFFFDb\n", "a\uFFFD\uFFFDb ");
    check_html(TEXT("a\x7f\xc2\x85z"), "a z\n", "a  z");
    for (int i = 0; i < 20000; i++)
        g_string_append(long_line, "é-");
    char *text = g_strconcat(long_line->str, "\n", NULL);
    check_html((struct text){long_line->str, long_line->len}, text, long_line->str);
    g_free(text);
    g_string_free(long_line, TRUE);
}

static void test_longest_address(void) {
    char local[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    char address[255];
    snprintf(address, sizeof address, "%s@%.60s.%.60s.%.60s.%.6s", local, local, local, local,
             local);
    CHECK(strlen(address) == 254);
    struct mail mail = sample();
    mail.recipient = (struct text){address, strlen(address)};
    struct composed composed = compose(&mail, LINE_LIMIT);
    CHECK(is_address(&composed, GMIME_ADDRESS_TYPE_TO, "Jean Dupont", address));
    release(&composed);
}

static void test_full_buffer(void) {
    const struct mail mail = sample();
    struct buffer text;
    char error[SENTENCE_MAX];
    struct mail_addresses addresses;
    CHECK(address_take_all(&mail, &addresses, error));
    buffer_init(&text, 100);
    CHECK(!message_compose(&mail, &addresses, &text, error));
    CHECK(text.length == 0 && strstr(error, "too large"));
    buffer_free(&text);
}

/* A content as large as it may be: a beginning, and then one piece over and over. */
static char *fill(struct mail *mail, const char *beginning, const char *piece) {
    char *html = malloc(MESSAGE_HTML_MAX);
    const size_t begun = strlen(beginning);
    const size_t length = strlen(piece);
    CHECK(html != NULL);
    for (size_t i = 0; html && i < MESSAGE_HTML_MAX; i++)
        html[i] = i < begun ? beginning[i] : piece[(i - begun) % length];
    mail->html = (struct text){html, html ? MESSAGE_HTML_MAX : 0};
    return html;
}

/* There is room for the largest mail in UTF-8; what is none grows threefold when it is cleaned. */
static void test_largest(void) {
    static const struct {
        const char *beginning, *piece;
        bool fits;
    } cases[] = {{"", "=", true},
                 {"", "\u65e5", true},
                 {"<ul><ul><ul><ul><ul><ul><ul><ul>", "<li>\u65e5", true},
                 {"", "\xff", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mail mail = sample();
        char *html = fill(&mail, cases[i].beginning, cases[i].piece);
        struct buffer text;
        char error[SENTENCE_MAX] = "";
        struct mail_addresses addresses;
        CHECK(address_take_all(&mail, &addresses, error) && message_check(&mail, error));
        buffer_init(&text, MESSAGE_MAX);
        CHECK(message_compose(&mail, &addresses, &text, error) == cases[i].fits);
        CHECK(cases[i].fits ? text.length > MESSAGE_HTML_MAX && !*error
                            : text.length == 0 && strstr(error, "too large"));
        buffer_free(&text);
        free(html);
    }
}

int main(void) {
    message_init();
    test_refused();
    test_sample();
    test_optional_fields();
    test_subjects();
    test_folded_subjects();
    test_names();
    test_bodies();
    test_longest_address();
    test_full_buffer();
    test_largest();
    return check_end();
}

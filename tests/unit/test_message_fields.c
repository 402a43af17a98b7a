/*
 * The fields of a mail that not every mail has: blind copy, domains, zone, Feedback-ID, thread,
 * word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "composed.h"

#include <sys/stat.h>
#include <unistd.h>

static void test_blind_copy(void) {
    struct mail mail = sample();
    mail.recipient = TEXT("archive@example.com");
    mail.to = TEXT("jean@example.com");
    struct composed composed = compose(&mail, WISHED_LINE);
    CHECK(is_address(&composed, GMIME_ADDRESS_TYPE_TO, "Jean Dupont", "jean@example.com"));
    CHECK(!contains(&composed, "archive@example.com"));
    release(&composed);
}

static void test_international_domains(void) {
    struct mail mail = sample();
    mail.sender = TEXT("erp@b\u00fccher.example");
    mail.recipient = TEXT("jean@\u4f8b\u3048\u3002\u30c6\u30b9\u30c8");
    mail.reply_to = TEXT("r@\u00e9.fr");
    struct composed composed = compose(&mail, WISHED_LINE);
    CHECK(contains(&composed, "<erp@xn--bcher-kva.example>\r\n"));
    CHECK(contains(&composed, "\r\nTo: \"Jean Dupont\" <jean@xn--r8jz45g.xn--zckzah>\r\n"));
    CHECK(contains(&composed, "\r\nReply-To: r@xn--9ca.fr\r\n"));
    release(&composed);
}

/* Whether a mail with this zone has a Date of now with this offset, in minutes. */
static bool is_dated(struct text zone, int offset) {
    struct mail mail = sample();
    mail.zone = zone;
    struct composed composed = compose(&mail, WISHED_LINE);
    GDateTime *now = g_date_time_new_now_utc();
    GDateTime *date = g_mime_message_get_date(composed.message);
    const bool right = date && g_date_time_get_utc_offset(date) == offset * G_TIME_SPAN_MINUTE &&
                       llabs(g_date_time_difference(now, date)) < 60 * G_TIME_SPAN_SECOND;
    if (!right)
        printf("zone %.*s gives %s\n", (int)zone.length, zone.bytes,
               g_mime_object_get_header(GMIME_OBJECT(composed.message), "Date"));
    g_date_time_unref(now);
    release(&composed);
    return right;
}

/* main() has set the host's zone to one that nothing else here gives: 5:45 h ahead. */
static void test_zones(void) {
    enum { HOST = 345 };
    char folder[] = "/tmp/zone.XXXXXX";
    char path[sizeof folder + 10];
    CHECK(is_dated(TEXT("+02:00"), 120));
    CHECK(is_dated(TEXT("-09:30"), -570));
    CHECK(is_dated(TEXT("Asia/Tokyo"), 540));
    CHECK(is_dated(TEXT("UTC"), 0));
    CHECK(is_dated((struct text){NULL, 0}, HOST));
    CHECK(is_dated(TEXT(""), HOST));
    CHECK(is_dated(TEXT("Europe/Atlantis"), HOST));
    CHECK(is_dated(TEXT("Europe"), HOST));
    CHECK(is_dated(TEXT("+99:00"), HOST));
    CHECK(is_dated(TEXT("UTC\r\nBcc: x@y.fr"), HOST));
    CHECK(is_dated(TEXT("UTC\0x"), HOST));
    CHECK(is_dated(TEXT("\xff\xfe"), HOST));
    CHECK(is_dated(TEXT("../zoneinfo/Asia/Tokyo"), HOST));
    CHECK(is_dated(TEXT("/usr/share/zoneinfo/Asia/Tokyo"), HOST));
    CHECK(is_dated(TEXT(":/usr/share/zoneinfo/Asia/Tokyo"), HOST));
    /* One that would be waited for. */
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/fifo", folder);
    CHECK(mkfifo(path, 0600) == 0);
    CHECK(is_dated((struct text){path, strlen(path)}, HOST));
    CHECK(unlink(path) == 0 && rmdir(folder) == 0);
}

static void check_feedback_id(struct text given, const char *expected) {
    struct mail mail = sample();
    mail.feedback_id = given;
    struct composed composed = compose(&mail, LINE_LIMIT);
    const char *read = g_mime_object_get_header(GMIME_OBJECT(composed.message), "Feedback-ID");
    CHECK(g_strcmp0(read, expected) == 0);
    CHECK(!contains(&composed, "\nBcc"));
    release(&composed);
}

static void test_feedback_id(void) {
    char *given = g_strnfill(MESSAGE_FEEDBACK_MAX + 1, 'x');
    char *cut = g_strnfill(MESSAGE_FEEDBACK_MAX, 'x');
    check_feedback_id((struct text){NULL, 0}, NULL);
    check_feedback_id(TEXT("TS2506-0001:1:assigned:ticketstock"),
                      "TS2506-0001:1:assigned:ticketstock");
    check_feedback_id(TEXT("a b\r\nBcc: x@y.fr\0\x7f\t:é:z"), "abBcc:x@y.fr::z");
    check_feedback_id(TEXT(" \r\n\xff"), NULL);
    check_feedback_id((struct text){given, strlen(given)}, cut);
    g_free(given);
    g_free(cut);
}

/* No robot answers, and reports of mails that cannot be delivered still come. */
static void test_no_answers(void) {
    struct mail mail = sample();
    struct composed composed = compose(&mail, WISHED_LINE);
    CHECK(contains(&composed, "\r\nAuto-Submitted: auto-generated\r\n"));
    CHECK(contains(&composed, "\r\nX-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\r\n"));
    release(&composed);
}

/* Two of the thread, and the one that is answered. */
static void test_thread(void) {
    struct mail mail = sample();
    char error[SENTENCE_MAX];
    mail.references = TEXT("a@example.com b@example.com");
    mail.in_reply_to = TEXT("b@example.com");
    CHECK(message_check(&mail, error));
    struct composed composed = compose(&mail, WISHED_LINE);
    CHECK(contains(&composed, "\r\nReferences: <a@example.com>\r\n <b@example.com>\r\n"));
    CHECK(contains(&composed, "\r\nIn-Reply-To: <b@example.com>\r\n"));
    release(&composed);
    mail.in_reply_to = TEXT("a@example.com b@example.com");
    CHECK(!message_check(&mail, error) && strstr(error, "in_reply_to"));
    mail.in_reply_to = TEXT("b@example.com>\r\nBcc: <x@y.fr");
    CHECK(!message_check(&mail, error));
}

/* What somebody else has written goes to its place, cleaned, and into the text. */
static void test_word(void) {
    struct mail mail = sample();
    char error[SENTENCE_MAX];
    mail.html = TEXT("<div>a<!--word--></div><p>b<!--word--></p>");
    mail.word = TEXT("</div><i>c\x00\xff<script>d</script><!--word-->");
    CHECK(message_check(&mail, error));
    struct composed composed = compose(&mail, WISHED_LINE);
    CHECK(is_part(&composed, 1, "html", "<div>a<i>c\uFFFD\uFFFD</i></div><p>b<!--word--></p>"));
    CHECK(is_part(&composed, 0, "plain", "ac\uFFFD\uFFFD\n\nb\n"));
    release(&composed);
    mail.html = TEXT("<p>a</p>");
    composed = compose(&mail, WISHED_LINE);
    CHECK(is_part(&composed, 1, "html", "<p>a</p>"));
    release(&composed);
    char *large = g_strnfill(MESSAGE_HTML_MAX, 'x');
    mail.word = (struct text){large, MESSAGE_HTML_MAX};
    CHECK(!message_check(&mail, error) && strstr(error, "1048584 bytes"));
    g_free(large);
}

int main(void) {
    setenv("TZ", "<+0545>-5:45", 1);
    message_init();
    test_blind_copy();
    test_international_domains();
    test_zones();
    test_feedback_id();
    test_no_answers();
    test_thread();
    test_word();
    return check_end();
}

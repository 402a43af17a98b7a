/*
 * What the mailer says: its lines in any pieces, and lines that are to be refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "core/outcomes.h"

#include <string.h>

static void start(struct outcomes *outcomes) {
    outcomes_init(outcomes);
    CHECK(outcomes_add(outcomes, 7) && outcomes_add(outcomes, 8) && outcomes_add(outcomes, 9));
}

static bool says(const char *text, const char *expected) {
    struct outcomes outcomes;
    struct buffer json;
    start(&outcomes);
    buffer_init(&json, 10000);
    bool same = outcomes_read(&outcomes, text, strlen(text)) && outcomes_write(&outcomes, &json) &&
                json.length == strlen(expected) && memcmp(json.bytes, expected, json.length) == 0;
    /* the same in single bytes */
    outcomes_free(&outcomes);
    start(&outcomes);
    buffer_truncate(&json, 0);
    for (const char *byte = text; *byte; byte++)
        same = outcomes_read(&outcomes, byte, 1) && same;
    same = outcomes_write(&outcomes, &json) && json.length == strlen(expected) &&
           memcmp(json.bytes, expected, json.length) == 0 && same;
    outcomes_free(&outcomes);
    buffer_free(&json);
    return same;
}

static bool refuses(const char *text) {
    struct outcomes outcomes;
    start(&outcomes);
    const bool taken = outcomes_read(&outcomes, text, strlen(text));
    outcomes_free(&outcomes);
    return !taken;
}

#define USABLE "{\"relay\":{\"usable\":true,\"code\":0,\"text\":\"\"},\"mails\":["
#define MAIL(id, state, code, text)                                                                \
    "{\"id\":" id ",\"state\":\"" state "\",\"code\":" code ",\"text\":\"" text "\"}"

/* The mailer goes on for the answer to one mail; after its death that is uncertain. */
static void a_mail_is_awaited(void) {
    const char *const text = "begin 7\nawait 7\nrelay 0 late\ndone\n";
    const char *const expected =
        "{\"relay\":{\"usable\":false,\"code\":0,\"text\":\"late\"},\"mails\":[" MAIL(
            "7", "awaited", "0", "") "," MAIL("8", "untried", "0", "") "," MAIL("9", "untried", "0",
                                                                                "") "]}";
    CHECK(says(text, expected));
    struct outcomes outcomes;
    struct buffer json;
    start(&outcomes);
    buffer_init(&json, 10000);
    CHECK(outcomes_read(&outcomes, text, strlen(text)) && outcomes.awaited && outcomes.done);
    outcomes.awaited = false;
    CHECK(outcomes_write(&outcomes, &json) && buffer_append(&json, "", 1) &&
          strstr(json.bytes, "\"uncertain\"") && !strstr(json.bytes, "awaited"));
    outcomes_free(&outcomes);
    buffer_free(&json);
    CHECK(refuses("await 7\nbegin 7\n") && refuses("await 7 \n") && refuses("await 4\n"));
}

static void lines_are_understood(void) {
    CHECK(says("", USABLE MAIL("7", "untried", "0", "") "," MAIL("8", "untried", "0", "") "," MAIL(
                       "9", "untried", "0", "") "]}"));
    CHECK(says("begin 7\noutcome 7 sent 250 2.0.0 \"Ok\"\nbegin 8\noutcome 9 refused 0 No\\nsuch\n",
               USABLE MAIL("7", "sent", "250", "2.0.0 \\\"Ok\\\"") "," MAIL(
                   "8", "uncertain", "0", "") "," MAIL("9", "refused", "0", "No\\u000asuch") "]}"));
    CHECK(
        says("outcome 7 deferred 451\noutcome 8 uncertain 0 \nrelay 421 Bye\nrelay 0 again\ndone\n",
             "{\"relay\":{\"usable\":false,\"code\":421,\"text\":\"Bye\"},\"mails\":[" MAIL(
                 "7", "deferred", "451", "") "," MAIL("8", "uncertain", "0",
                                                      "") "," MAIL("9", "untried", "0", "") "]}"));
}

static void a_session_that_ends_interrupts_one_mail(void) {
    CHECK(says("begin 7\noutcome 7 sent 250 Ok\nbegin 8\nrelay 421 Bye\ndone\n",
               "{\"relay\":{\"usable\":false,\"code\":421,\"text\":\"Bye\"},\"mails\":[" MAIL(
                   "7", "sent", "250", "Ok") "," MAIL("8", "interrupted", "0",
                                                      "") "," MAIL("9", "untried", "0", "") "]}"));
}

/* The mailer's last words name the mail: the relay has nothing to do with it. */
static void a_mail_that_kills_the_mailer_is_named(void) {
    struct outcomes outcomes;
    struct buffer json;
    const char *text = "begin 7\noutcome 8 uncomposed 0 Too costly\n";
    const char *expected = USABLE MAIL("7", "uncertain", "0", "") "," MAIL(
        "8", "uncomposed", "0", "Too costly") "," MAIL("9", "untried", "0", "") "]}";
    start(&outcomes);
    buffer_init(&json, 10000);
    CHECK(outcomes_read(&outcomes, text, strlen(text)));
    outcomes_blame_relay(&outcomes, "the mailer was killed by signal 11");
    CHECK(outcomes_write(&outcomes, &json));
    CHECK(json.length == strlen(expected) && memcmp(json.bytes, expected, json.length) == 0);
    outcomes_free(&outcomes);
    buffer_free(&json);
    CHECK(says("outcome 7 objected 504 5.5.2 No\ndone\n",
               USABLE MAIL("7", "objected", "504", "5.5.2 No") "," MAIL(
                   "8", "untried", "0", "") "," MAIL("9", "untried", "0", "") "]}"));
}

static void foreign_lines_are_refused(void) {
    CHECK(refuses("hello\n"));
    CHECK(refuses("begin 1\n"));
    CHECK(refuses("begin\n"));
    CHECK(refuses("begin 7 8\n"));
    CHECK(refuses("begin -7\n"));
    CHECK(refuses("begin 99999999999999999999999999\n"));
    CHECK(refuses("outcome 7\n"));
    CHECK(refuses("outcome 7 sent\n"));
    CHECK(refuses("outcome 7 sent x\n"));
    CHECK(refuses("outcome 7 sent 1000 x\n"));
    CHECK(refuses("outcome 7 untried 0\n"));
    CHECK(refuses("outcome 7 done 250 x\n"));
    CHECK(refuses("outcome 7 sent 250 x\noutcome 7 sent 250 x\n"));
    CHECK(refuses("outcome 7 sent 250 x\nbegin 7\n"));
    CHECK(refuses("relay\n"));
    CHECK(refuses("relay x\n"));
    CHECK(refuses("\\\n"));
}

static void memory_is_bounded(void) {
    struct outcomes outcomes;
    struct buffer json;
    char line[OUTCOMES_LINE_MAX + 10];
    start(&outcomes);
    memset(line, 'x', sizeof line);
    memcpy(line, "outcome 7 sent 250 ", 19);
    CHECK(!outcomes_read(&outcomes, line, sizeof line));
    outcomes_free(&outcomes);

    start(&outcomes);
    line[OUTCOMES_LINE_MAX - 1] = '\n';
    CHECK(outcomes_read(&outcomes, line, OUTCOMES_LINE_MAX));
    buffer_init(&json, 10000);
    CHECK(outcomes_write(&outcomes, &json) && json.length < OUTCOMES_TEXT_MAX + 300);
    buffer_free(&json);
    for (uint64_t mail = 10; mail < 10 + OUTCOMES_MAILS_MAX - 3; mail++)
        CHECK(outcomes_add(&outcomes, mail));
    CHECK(!outcomes_add(&outcomes, 5));
    outcomes_refuse_last(&outcomes, "too large");
    buffer_init(&json, 1 << 20);
    CHECK(outcomes_write(&outcomes, &json) &&
          memmem(json.bytes, json.length, "\"refused\",\"code\":0,\"text\":\"too large\"}]}", 40));
    buffer_free(&json);
    buffer_init(&json, 100);
    CHECK(!outcomes_write(&outcomes, &json));
    buffer_free(&json);
    outcomes_free(&outcomes);
}

int main(void) {
    lines_are_understood();
    a_mail_is_awaited();
    a_session_that_ends_interrupts_one_mail();
    a_mail_that_kills_the_mailer_is_named();
    foreign_lines_are_refused();
    memory_is_bounded();
    return check_end();
}

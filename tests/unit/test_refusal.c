/*
 * Whose fault a 5xx is, by step, enhanced code and reply code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "mailer/relay/refusal.h"

#include <stddef.h>

static void test_sender(void) {
    CHECK(!refusal_is_about_mail(STEP_MAIL, 550, "5.7.1 Sender rejected"));
    CHECK(!refusal_is_about_mail(STEP_MAIL, 550, "5.1.1 No such user"));
    CHECK(!refusal_is_about_mail(STEP_MAIL, 553, "5.1.8 Domain of sender does not exist"));
    CHECK(!refusal_is_about_mail(STEP_MAIL, 550, "No"));
    CHECK(!refusal_is_about_mail(STEP_MAIL, 550, NULL));
    CHECK(!refusal_is_about_mail(STEP_MAIL, 555, "5.5.4 Unsupported option"));
    CHECK(!refusal_is_about_mail(STEP_MAIL, 552, "5.7.0 Quota of this account"));
    CHECK(refusal_is_about_mail(STEP_MAIL, 552, "5.3.4 Message size exceeds fixed limit"));
    CHECK(refusal_is_about_mail(STEP_MAIL, 552, "Too large"));
    CHECK(refusal_is_about_mail(STEP_MAIL, 550, "5.2.3 Message length"));
    CHECK(refusal_is_about_mail(STEP_MAIL, 554, "5.6.1 Media not supported"));
}

static void check_later(enum dialogue_step step) {
    CHECK(refusal_is_about_mail(step, 550, "5.1.1 No such user"));
    CHECK(refusal_is_about_mail(step, 550, "5.1.10 Recipient not found"));
    CHECK(refusal_is_about_mail(step, 501, "5.1.3 Bad recipient address syntax"));
    CHECK(refusal_is_about_mail(step, 552, "5.2.2 Mailbox full"));
    CHECK(refusal_is_about_mail(step, 550, "5.4.1 Recipient address rejected: Access denied"));
    CHECK(refusal_is_about_mail(step, 554, "5.6.0 Bad MIME"));
    CHECK(refusal_is_about_mail(step, 550, "5.7.17 Mailbox owner has changed"));
    CHECK(refusal_is_about_mail(step, 550, "User unknown"));
    CHECK(refusal_is_about_mail(step, 550, "5.0.0 No"));
    CHECK(refusal_is_about_mail(step, 553, NULL));
    CHECK(!refusal_is_about_mail(step, 504, "5.5.2 <vm>: Helo command rejected"));
    CHECK(!refusal_is_about_mail(step, 550, "5.7.1 Relaying denied"));
    CHECK(!refusal_is_about_mail(step, 550, "5.7.60 Client may not send as this sender"));
    CHECK(!refusal_is_about_mail(step, 571, "5.7.1 Delivery not authorized"));
    CHECK(!refusal_is_about_mail(step, 550, "5.4.5 Daily sending quota exceeded"));
    CHECK(!refusal_is_about_mail(step, 554, "5.1.8 Sender's domain not found"));
    CHECK(!refusal_is_about_mail(step, 553, "5.1.7 Sender's address"));
    CHECK(!refusal_is_about_mail(step, 554, "5.3.2 System not accepting messages"));
    CHECK(!refusal_is_about_mail(step, 503, "Bad sequence of commands"));
    CHECK(!refusal_is_about_mail(step, 500, NULL));
    CHECK(!refusal_is_about_mail(step, 521, "Host takes no mail"));
    CHECK(!refusal_is_about_mail(step, 555, "Unknown parameter"));
}

static void test_temporary(void) {
    CHECK(!refusal_is_about_mail(STEP_MAIL, 452, "4.3.1 Insufficient system storage"));
    CHECK(!refusal_is_about_mail(STEP_MAIL, 450, "4.1.8 Sender's domain not found"));
    CHECK(!refusal_is_about_mail(STEP_MAIL, 451, NULL));
    CHECK(refusal_is_about_mail(STEP_MAIL, 452, "4.3.4 Message too big"));
    CHECK(!refusal_is_about_mail(STEP_RCPT, 451, "4.3.5 Server configuration error"));
    CHECK(!refusal_is_about_mail(STEP_BODY, 451, "4.3.0 Queue file write error"));
    CHECK(refusal_is_about_mail(STEP_RCPT, 450, "4.7.1 Greylisted"));
    CHECK(refusal_is_about_mail(STEP_RCPT, 450, "4.2.1 Mailbox busy"));
    CHECK(refusal_is_about_mail(STEP_RCPT, 452, "4.2.2 Mailbox full"));
    CHECK(refusal_is_about_mail(STEP_RCPT, 451, "Try again"));
    CHECK(refusal_is_about_mail(STEP_RCPT, 451, "5.3.5 Of another class"));
}

/* What only looks like an enhanced code decides nothing. */
static void test_no_enhanced_code(void) {
    const char *texts[] = {"5.7",     "5.7.",   "5..1", "5.x.1", "5.7.x",
                           "4.7.1 a", "5.7.1a", "",     "x5.7.1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CHECK(refusal_is_about_mail(STEP_RCPT, 550, texts[i]));
}

int main(void) {
    test_sender();
    check_later(STEP_RCPT);
    check_later(STEP_DATA);
    check_later(STEP_BODY);
    test_temporary();
    test_no_enhanced_code();
    return check_end();
}

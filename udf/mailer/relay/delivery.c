/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "delivery.h"

#include "conceal.h"
#include "mailer/report.h"
#include "refusal.h"

static void conclude(struct delivery *delivery, enum outcome outcome, int code, const char *text) {
    if (delivery->final)
        return;
    delivery->final = true;
    report_outcome(delivery->mail->number, outcome, code,
                   conceal(delivery->relay, text ? text : ""));
}

static bool is_class(int code, int class) {
    return code / 100 == class;
}

/* A 4xx or 5xx. */
static void conclude_refusal(struct delivery *delivery, enum dialogue_step step,
                             const smtp_status_t *status) {
    if (refusal_is_about_mail(step, status->code, status->text)) {
        conclude(delivery, is_class(status->code, 5) ? OUTCOME_REFUSED : OUTCOME_DEFERRED,
                 status->code, status->text);
        return;
    }
    delivery->objected = !delivery->final;
    conclude(delivery, OUTCOME_OBJECTED, status->code, status->text);
}

/*
 * 421 closes the session (RFC 5321, 4.2.2). 530, 534, 535 and 538 ask for TLS or another
 * authentication (RFC 3207, RFC 4954): a wrong setting must not fail the mails for good.
 */
static bool blames_session(int code) {
    return code == 421 || code == 530 || code == 534 || code == 535 || code == 538;
}

enum verdict delivery_judge_command(struct delivery *delivery, enum dialogue_step step,
                                    const smtp_status_t *status) {
    if (delivery->final || is_class(status->code, 2))
        return VERDICT_MAIL;
    if (blames_session(status->code))
        return VERDICT_RELAY;
    if (is_class(status->code, 5) || is_class(status->code, 4))
        conclude_refusal(delivery, step, status);
    else
        return VERDICT_NONSENSE;
    return VERDICT_MAIL;
}

static bool was_sent(const struct delivery *delivery) {
    const smtp_status_t *message = smtp_message_transfer_status(delivery->message);
    const smtp_status_t *recipient = smtp_recipient_status(delivery->recipient);
    return is_class(recipient->code, 2) && smtp_recipient_check_complete(delivery->recipient) &&
           is_class(message->code, 2);
}

enum verdict delivery_judge_body(struct delivery *delivery, bool complete) {
    const smtp_status_t *status = smtp_message_transfer_status(delivery->message);
    if (status->code == 421) {
        /* Not taken, if the relay means what it says; but it was closing down with the whole mail.
         */
        conclude(delivery, OUTCOME_UNCERTAIN, status->code, status->text);
        return VERDICT_RELAY;
    }
    if (complete && was_sent(delivery))
        conclude(delivery, OUTCOME_SENT, status->code, status->text);
    else if (is_class(status->code, 5) || is_class(status->code, 4))
        conclude_refusal(delivery, STEP_BODY, status);
    else
        conclude(delivery, OUTCOME_UNCERTAIN, status->code, status->text);
    return VERDICT_MAIL;
}

void delivery_judge_rest(struct delivery *delivery) {
    if (delivery->body_begun)
        conclude(delivery, OUTCOME_UNCERTAIN, 0,
                 "the relay may have taken the mail: the session ended before its answer came");
}

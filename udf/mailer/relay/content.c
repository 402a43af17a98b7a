/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "content.h"

#include "mailer/report.h"
#include "mailer/sentence.h"

void content_take(struct session *session, struct delivery *delivery, long milliseconds) {
    const uint64_t number = delivery->mail->number;
    char error[SENTENCE_MAX];
    switch (composer_take(&session->composer, session->begun, milliseconds, &delivery->content,
                          error)) {
    case COMPOSER_MESSAGE:
        return;
    case COMPOSER_REFUSES:
        report_outcome(number, OUTCOME_REFUSED, 0, error);
        break;
    case COMPOSER_GIVES_UP:
        report_outcome(number, OUTCOME_UNCOMPOSED, 0, error);
        break;
    case COMPOSER_LATE:
        report_begin(number); /* without an outcome: the others come first next time */
    }
    report_done();
}

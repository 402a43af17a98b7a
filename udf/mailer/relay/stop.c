/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stop.h"

#include "conceal.h"
#include "connection.h"
#include "mailer/report.h"
#include "mailer/sentence.h"

#include <stdarg.h>
#include <stdio.h>

enum { REPLY_SERVICE_CLOSING = 421 };

_Noreturn void stop_session(struct session *session, int code, const char *words) {
    for (size_t i = 0; i < session->begun; i++)
        delivery_judge_rest(&session->deliveries[i]);
    report_relay(code, conceal(session->relay, words));
    report_done();
}

_Noreturn void stop_saying(struct session *session, const char *format, ...) {
    char words[SENTENCE_MAX];
    va_list values;
    va_start(values, format);
    vsnprintf(words, sizeof words, format, values);
    va_end(values);
    stop_session(session, 0, words);
}

_Noreturn void stop_at_drop(struct session *session) {
    stop_saying(session, "%s closed the connection at %s", session->relay->host,
                dialogue_step_name(session->dialogue.step));
}

_Noreturn void stop_at_nonsense(struct session *session) {
    const struct dialogue *dialogue = &session->dialogue;
    stop_saying(session, "%s answered %s with \"%d %s\", which is no SMTP: is it a mail relay?",
                session->relay->host, dialogue_step_name(dialogue->step), dialogue->code,
                dialogue->text);
}

void stop_if_faulty(struct session *session) {
    const struct dialogue *dialogue = &session->dialogue;
    if (dialogue->answered && dialogue->code == REPLY_SERVICE_CLOSING)
        stop_session(session, dialogue->code, dialogue->text);
    if (dialogue->fault == FAULT_OUT_OF_TURN)
        stop_saying(session,
                    "%s said more than the answer to %s before the next command: words of somebody "
                    "else may be among it, so the session was ended",
                    session->relay->host, dialogue_step_name(dialogue->step));
    if (dialogue->fault == FAULT_LONG_REPLY)
        stop_saying(session, "%s answered %s with more than %d bytes: the session was ended",
                    session->relay->host, dialogue_step_name(dialogue->step), DIALOGUE_REPLY_MAX);
    if (dialogue->fault == FAULT_LONG_LINE)
        stop_saying(session, "%s answered %s with a line of more than %d bytes: SMTP allows 512",
                    session->relay->host, dialogue_step_name(dialogue->step), DIALOGUE_LINE_MAX);
}

void stop_if_late(struct session *session) {
    if (session->dialogue.quitting ? session->late : connection_is_late())
        stop_saying(
            session, "%s did not come to an end within %d s, at last at %s: the session was ended",
            session->relay->host, SESSION_SECONDS, dialogue_step_name(session->dialogue.step));
}

void stop_unless_answered(struct session *session) {
    stop_if_faulty(session);
    stop_if_late(session);
    if (!session->dialogue.complete)
        stop_at_drop(session);
}

void stop_if_answered_early(struct session *session) {
    if (session->socket >= 0 && connection_has_input(session->socket))
        stop_saying(session,
                    "%s answered the message before it had the whole of it: that is no "
                    "answer to it, so the session was ended",
                    session->relay->host);
}

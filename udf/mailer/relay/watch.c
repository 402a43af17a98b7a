/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch.h"

#include "body.h"
#include "connection.h"
#include "content.h"
#include "mailer/monotonic.h"
#include "mailer/report.h"
#include "session.h"
#include "stop.h"

#include <stdarg.h>
#include <string.h>

enum {
    REPLY_START_MAIL = 354,
    /*
     * More than the session tickets of a TLS 1.3 server: if they arrive before EHLO was written,
     * libesmtp takes the readable socket for the answer and waits for it for ever.
     */
    TICKETS_BYTES = 8192
};

/* libesmtp goes on without authentication when it failed, was not offered, or has no mechanism. */
static void check_authentication(struct session *session) {
    const struct dialogue *dialogue = &session->dialogue;
    if (!*session->relay->username || dialogue->authenticated)
        return;
    if (dialogue->step == STEP_AUTH && dialogue->code >= 400)
        stop_session(session, dialogue->code, dialogue->text);
    stop_saying(
        session,
        "%s offers no authentication that can be used (PLAIN or LOGIN; some relays offer it "
        "only after STARTTLS), but a user name is set",
        session->relay->host);
}

/* What is left of the session's time; not 0, which would disarm the timer. */
static long milliseconds_left(const struct session *session) {
    const long long left = session->started + SESSION_SECONDS * 1000LL - monotonic_milliseconds();
    return left > 0 ? (long)left : 1;
}

/* MAIL is about to be written. Messages are sent in the order in which they were added, each once.
 */
static void begin_mail(struct session *session) {
    check_authentication(session);
    if (session->begun == session->count)
        stop_saying(session, "libesmtp began a mail twice: please report this");
    /* The first is always begun, or a slow relay would never get one. */
    if (body_is_parted() || (session->begun > 0 && monotonic_milliseconds() - session->started >
                                                       SESSION_BEGIN_SECONDS * 1000LL))
        report_done();
    struct delivery *delivery = &session->deliveries[session->begun];
    content_take(session, delivery, milliseconds_left(session));
    session->begun++;
    report_begin(delivery->mail->number);
}

static void before_writing(struct session *session, const char *bytes, size_t length) {
    static const char mail[] = "MAIL FROM:";
    if (session->relay->starttls && session->socket >= 0)
        connection_wait_for(session->socket, 1); /* see TICKETS_BYTES */
    if (!dialogue_is_quit(bytes, length))
        stop_unless_answered(session);
    for (const char *line = bytes, *end = bytes + length; line < end;) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        const size_t line_length = (size_t)((line_end ? line_end + 1 : end) - line);
        if (line_length >= sizeof mail - 1 && memcmp(line, mail, sizeof mail - 1) == 0)
            begin_mail(session);
        dialogue_ask(&session->dialogue, line, line_length);
        line += line_length;
    }
    if (!session->dialogue.quitting)
        return;
    session->late = connection_is_late();
    if (!session->late)
        (void)connection_limit(SESSION_QUIT_SECONDS * 1000L, session->socket);
}

static void after_reading(struct session *session, char *bytes, size_t length) {
    const struct dialogue *dialogue = &session->dialogue;
    if (dialogue->quitting)
        return; /* nothing that it says changes anything any more */
    dialogue_read(&session->dialogue, bytes, length);
    if (dialogue->reply_length > DIALOGUE_REPLY_MAX)
        stop_if_faulty(session); /* it may go on for ever */
}

void watch_monitor(const char *bytes, int length, int writing, void *argument) {
    struct session *session = argument;
    if (writing == SMTP_CB_WRITING)
        before_writing(session, bytes, (size_t)length);
    else if (writing == SMTP_CB_READING)
        /* The library's own read buffer, not yet parsed: the one place to hide an extension. */
        after_reading(session, (char *)(void *)bytes, (size_t)length);
}

static void on_connect(struct session *session) {
    connection_unlimit();
    session->connected = true;
    dialogue_begin(&session->dialogue);
    session->socket = connection_find(&session->peer);
    if (session->socket >= 0)
        connection_send_at_once(session->socket);
    (void)connection_limit(milliseconds_left(session), session->socket);
}

/*
 * A relay that refuses one mail after the other for what none of them has done is not asked about
 * all of a batch: some close the connection at the 20th, and delay each from the 10th on (Postfix).
 */
static void count_objections(struct session *session, struct delivery *delivery) {
    if (!delivery->final || delivery->counted)
        return; /* after a refusal other events of the same mail follow */
    delivery->counted = true;
    session->objections = delivery->objected ? session->objections + 1 : 0;
    if (session->objections == SESSION_OBJECTIONS)
        report_done();
}

static void on_verdict(struct session *session, struct delivery *delivery, enum verdict verdict,
                       const smtp_status_t *status) {
    if (verdict == VERDICT_RELAY)
        stop_session(session, status->code, status->text);
    if (verdict == VERDICT_NONSENSE)
        stop_at_nonsense(session);
    count_objections(session, delivery);
}

static void on_body(struct session *session, struct delivery *delivery) {
    if (delivery->body_begun)
        return; /* the event comes for every line */
    stop_unless_answered(session);
    if (session->dialogue.code != REPLY_START_MAIL)
        stop_at_nonsense(session); /* any 3xx will do for the library */
    dialogue_ask_body(&session->dialogue);
    delivery->body_begun = true;
}

static void on_message(struct session *session, struct delivery *delivery) {
    const smtp_status_t *status = smtp_message_transfer_status(delivery->message);
    connection_extend_limit(0, NULL);
    if (delivery->body_begun) {
        /* Judged before anything else: whatever followed the answer, the mail has it. */
        on_verdict(session, delivery, delivery_judge_body(delivery, session->dialogue.complete),
                   status);
        return;
    }
    stop_if_faulty(session);
    if (!delivery->final && status->code / 100 == 2)
        stop_at_nonsense(session); /* a 2xx to DATA: the library would count it */
    else
        on_verdict(session, delivery,
                   delivery_judge_command(delivery, session->dialogue.step, status), status);
}

static void on_tls(struct session *session) {
    stop_if_faulty(session); /* words injected behind the 220 would pass for the relay's */
    if (session->socket >= 0)
        connection_wait_for(session->socket, TICKETS_BYTES);
}

/* The event for a reply to MAIL or RCPT. */
static void on_command(struct session *session, bool recipient) {
    /* First, because the library may have read words that came before the command went out. */
    stop_if_faulty(session);
    if (session->begun == 0)
        stop_saying(session, "libesmtp reported a mail before it began one: please report this");
    struct delivery *current = &session->deliveries[session->begun - 1];
    const smtp_status_t *status = recipient ? smtp_recipient_status(current->recipient)
                                            : smtp_reverse_path_status(current->message);
    const enum dialogue_step step = recipient ? STEP_RCPT : STEP_MAIL;
    on_verdict(session, current, delivery_judge_command(current, step, status), status);
}

/* libesmtp's own opinion of a certificate. It compared with the numeric address that it was given;
 * OpenSSL compared with the host's name, and its result counts. */
static void on_certificate(struct session *session, int number, va_list *values) {
    if (number == SMTP_EV_INVALID_PEER_CERTIFICATE) {
        (void)va_arg(*values, long);
        *va_arg(*values, int *) = !session->tls.verify;
        return;
    }
    int *accepted = va_arg(*values, int *);
    (void)va_arg(*values, char *);
    *accepted = tls_accepts(&session->tls, va_arg(*values, SSL *));
}

void watch_event(smtp_session_t library, int number, void *argument, ...) {
    struct session *session = argument;
    va_list values;
    (void)library;
    va_start(values, argument);
    switch (number) {
    case SMTP_EV_CONNECT:
        on_connect(session);
        break;
    case SMTP_EV_EXTNA_STARTTLS:
        stop_saying(session, "%s does not offer STARTTLS, which the setting tls demands",
                    session->relay->host);
    case SMTP_EV_INVALID_PEER_CERTIFICATE:
    case SMTP_EV_WRONG_PEER_CERTIFICATE:
        on_certificate(session, number, &values);
        break;
    case SMTP_EV_STARTTLS_OK:
        on_tls(session);
        break;
    case SMTP_EV_MAILSTATUS:
    case SMTP_EV_RCPTSTATUS:
        on_command(session, number == SMTP_EV_RCPTSTATUS);
        break;
    case SMTP_EV_MESSAGEDATA:
        on_body(session, &session->deliveries[session->begun - 1]);
        break;
    case SMTP_EV_MESSAGESENT:
        on_message(session, &session->deliveries[session->begun - 1]);
        break;
    default:
        break;
    }
    va_end(values);
}

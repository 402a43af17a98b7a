/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer.h"

#include "body.h"
#include "connection.h"
#include "mailer/process/last_words.h"
#include "mailer/sentence.h"
#include "session.h"
#include "stop.h"
#include "watch.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool add_message(struct session *session, smtp_session_t library,
                        struct delivery *delivery) {
    delivery->message = smtp_add_message(library);
    if (!delivery->message ||
        !smtp_set_reverse_path(delivery->message, delivery->addresses->sender) ||
        !smtp_set_messagecb(delivery->message, body_read, session))
        return false;
    delivery->recipient = smtp_add_recipient(delivery->message, delivery->addresses->recipient);
    return delivery->recipient != NULL;
}

static void set_timeouts(smtp_session_t library) {
    static const int waits[] = {Timeout_GREETING, Timeout_ENVELOPE, Timeout_DATA, Timeout_TRANSFER};
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++)
        smtp_set_timeout(library, waits[i] | Timeout_OVERRIDE_RFC2822_MINIMUM,
                         SESSION_WAIT_SECONDS * 1000L);
    smtp_set_timeout(library, Timeout_DATA2,
                     (SESSION_AWAIT_SECONDS + SESSION_WAIT_SECONDS) * 1000L);
}

/* For EHLO. Always set: the library's own, the bare host name, is refused by many relays. */
static bool set_own_name(const struct session *session, smtp_session_t library) {
    char name[CONNECTION_OWN_NAME_MAX + 1];
    if (!*session->relay->ehlo_name)
        connection_own_name(&session->peer, name);
    return smtp_set_hostname(library,
                             *session->relay->ehlo_name ? session->relay->ehlo_name : name);
}

static bool set_tls(struct session *session, smtp_session_t library) {
    char error[SENTENCE_MAX];
    if (!session->relay->starttls)
        return true;
    SSL_CTX *context = tls_context(&session->tls, session->relay, error);
    if (!context)
        stop_session(session, 0, error);
    /* Takes a reference of its own, so that ours can go. Never STARTTLS_ENABLED: it goes on in
     * clear if none is offered. */
    const bool set =
        smtp_starttls_set_ctx(library, context) && smtp_starttls_enable(library, Starttls_REQUIRED);
    SSL_CTX_free(context);
    return set;
}

static int answer_credentials(auth_client_request_t request, char **result, int fields,
                              void *argument) {
    struct relay *relay = argument;
    for (int i = 0; i < fields; i++)
        result[i] = request[i].flags & AUTH_USER   ? relay->username
                    : request[i].flags & AUTH_PASS ? relay->password
                                                   : NULL;
    return 1;
}

static bool set_authentication(smtp_session_t library, struct relay *relay) {
    if (!*relay->username)
        return true;
    auth_context_t context = auth_create_context(); /* lives as long as the process */
    return context && auth_set_mechanism_flags(context, AUTH_PLUGIN_PLAIN, 0) &&
           auth_set_interact_cb(context, answer_credentials, relay) &&
           smtp_auth_set_context(library, context);
}

static smtp_session_t set_up(struct session *session, struct relay *relay) {
    smtp_session_t library = smtp_create_session();
    if (!library || !set_own_name(session, library) || !set_tls(session, library) ||
        !set_authentication(library, relay) ||
        !smtp_set_monitorcb(library, watch_monitor, session, 0) ||
        !smtp_set_eventcb(library, watch_event, session))
        stop_saying(session, "the session cannot be set up: no memory left");
    set_timeouts(library);
    for (size_t i = 0; i < session->count; i++)
        if (!add_message(session, library, &session->deliveries[i]))
            stop_saying(session, "the session cannot be set up: no memory left");
    return library;
}

/* Tries one address: true if a connection stood and the session is over. */
static bool run(struct session *session, smtp_session_t library, long milliseconds, char *error) {
    char address[INET_ADDRSTRLEN];
    char host_and_port[INET_ADDRSTRLEN + 8];
    inet_ntop(AF_INET, &session->peer.sin_addr, address, sizeof address);
    snprintf(host_and_port, sizeof host_and_port, "%s:%u", address, ntohs(session->peer.sin_port));
    if (!smtp_set_server(library, host_and_port) || !connection_limit(milliseconds, -1))
        return sentence_fail(error, "the session cannot be set up: no memory left");
    smtp_start_session(library); /* what it returns says nothing (libesmtp.md) */
    if (session->connected)
        return true;
    char reason[128] = "";
    connection_unlimit();
    return sentence_fail(error, "no connection to %s port %s (%s): %s", session->relay->host,
                         session->relay->port, address,
                         connection_is_late() ? "no answer in time"
                                              : smtp_strerror(smtp_errno(), reason, sizeof reason));
}

static bool all_final(const struct session *session) {
    for (size_t i = 0; i < session->count; i++)
        if (!session->deliveries[i].final)
            return false;
    return true;
}

/* The session is over, and mails are left: says why. */
static _Noreturn void explain_end(struct session *session) {
    const struct dialogue *dialogue = &session->dialogue;
    char error[SENTENCE_MAX];
    stop_if_faulty(session);
    stop_if_late(session);
    if (dialogue->step == STEP_STARTTLS && dialogue->answered && dialogue->code == 220) {
        tls_explain(&session->tls, error);
        stop_session(session, 0, error);
    }
    if (dialogue->answered && dialogue->step <= STEP_AUTH && dialogue->code >= 400)
        stop_session(session, dialogue->code, dialogue->text);
    if (dialogue->answered)
        stop_at_nonsense(session);
    stop_at_drop(session);
}

static struct delivery *prepare(const struct relay *relay, const struct addressed_mail *mails,
                                size_t count) {
    struct delivery *deliveries = calloc(count, sizeof *deliveries);
    for (size_t i = 0; i < count && deliveries; i++)
        deliveries[i] = (struct delivery){
            .relay = relay, .mail = mails[i].mail, .addresses = &mails[i].addresses};
    return deliveries;
}

void transfer_mails(struct relay *relay, const struct addressed_mail *mails, size_t count,
                    long long started) {
    static struct session session; /* libesmtp keeps pointers to it until the process ends */
    struct addresses addresses;
    char error[SENTENCE_MAX];
    session = (struct session){.relay = relay,
                               .deliveries = prepare(relay, mails, count),
                               .count = count,
                               .socket = -1,
                               .started = started};
    if (!session.deliveries)
        stop_session(&session, 0, "the session cannot be set up: no memory left");
    if (!connection_resolve(relay->host, relay->port, &addresses, error))
        stop_session(&session, 0, error);
    if (!composer_start(&session.composer, mails, count, last_words_arm))
        stop_session(&session, 0, "the session cannot be set up: no thread to be had");
    session.peer = addresses.list[0];
    smtp_session_t library = set_up(&session, relay);
    for (size_t i = 0; i < addresses.count && !session.connected; i++) {
        session.peer = addresses.list[i];
        (void)run(&session, library, CONNECTION_CONNECT_SECONDS * 1000L / (long)addresses.count,
                  error);
    }
    if (!session.connected)
        stop_session(&session, 0, error);
    if (!all_final(&session))
        explain_end(&session);
    smtp_destroy_session(library);
}

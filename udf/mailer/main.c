/*
 * ticketstock-mailer: composes and sends one batch of mails.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads a batch on standard input and writes outcomes to standard output, as batch.h says. The
 * library in the database server starts it for every batch; by hand it is a test tool. It is a
 * process of its own because a relay's reply can crash libesmtp.
 *
 * Exit status: 0 worked through, 1 nobody reads the outcomes, 2 the batch cannot be read, or asks
 * for a mailer of another version (a sentence is on standard error, nothing was sent).
 */
#include "batch_reader.h"
#include "mailer/compose/message.h"
#include "mailer/process/confine.h"
#include "mailer/process/harden.h"
#include "mailer/relay/transfer.h"
#include "monotonic.h"
#include "report.h"
#include "sentence.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef TICKETSTOCK_VERSION
#error "define TICKETSTOCK_VERSION as the version of the mailer"
#endif
#ifndef TICKETSTOCK_SECRETS
#error "define TICKETSTOCK_SECRETS as the absolute path of the secrets file"
#endif

enum {
    BATCH_MAX = 64 * 1024 * 1024, /* bytes on standard input */
    EXIT_UNREADABLE = 2
};

static _Noreturn void give_up(const char *sentence) {
    fprintf(stderr, "ticketstock-mailer: %s\n", sentence);
    exit(EXIT_UNREADABLE);
}

static void read_input(struct buffer *input) {
    char piece[65536];
    for (;;) {
        const ssize_t length = read(STDIN_FILENO, piece, sizeof piece);
        if (length == 0)
            return;
        if (length < 0 && errno != EINTR)
            give_up("standard input cannot be read");
        if (length > 0 && !buffer_append(input, piece, (size_t)length))
            give_up("the batch is larger than 64 MiB, or memory is out");
    }
}

/* Reports the composed message of a mail that is not to be sent. */
static void preview(const struct addressed_mail *addressed) {
    char error[SENTENCE_MAX];
    struct buffer content;
    buffer_init(&content, MESSAGE_MAX);
    if (message_compose(addressed->mail, &addressed->addresses, &content, error))
        report_content(addressed->mail->number, content.bytes, content.length);
    else
        report_outcome(addressed->mail->number, OUTCOME_REFUSED, 0, error);
    buffer_free(&content);
}

/*
 * The number of mails to send. Mails that may not go on the wire get their outcome here, mails that
 * are only to be composed their content.
 */
static size_t select_mails(const struct mail_batch *batch, struct addressed_mail *mails) {
    char error[SENTENCE_MAX];
    size_t count = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct addressed_mail *addressed = &mails[count];
        *addressed = (struct addressed_mail){.mail = &batch->mails[i]};
        if (!address_take_all(addressed->mail, &addressed->addresses, error) ||
            !message_check(addressed->mail, error))
            report_outcome(addressed->mail->number, OUTCOME_REFUSED, 0, error);
        else if (addressed->mail->compose_only)
            preview(addressed);
        else
            count++;
    }
    return count;
}

/*
 * Whether no mail has a sender and a reply_to that can be used: then the configuration is at fault,
 * and the mails, which get no outcome, wait. `fault` (of SENTENCE_MAX bytes): what to correct.
 */
static bool is_misconfigured(const struct mail_batch *batch, char *fault) {
    struct mail_addresses addresses;
    for (size_t i = 0; i < batch->count; i++)
        if (batch->mails[i].compose_only || address_take_ours(&batch->mails[i], &addresses, fault))
            return false;
    return batch->count > 0;
}

static void send_batch(const struct mail_batch *batch, long long started) {
    struct relay relay;
    char reason[SENTENCE_MAX];
    /* The last that is read of the secrets file: texts of mails and relays only come after it. */
    const bool prepared = relay_prepare(&batch->relay, TICKETSTOCK_SECRETS, &relay, reason);
    confine(relay.ca_file);
    if (is_misconfigured(batch, reason)) {
        report_relay(0, reason);
        return;
    }
    struct addressed_mail *mails = calloc(batch->count + 1, sizeof *mails);
    if (!mails)
        give_up("no memory left");
    const size_t count = select_mails(batch, mails);
    if (count == 0)
        return;
    if (prepared)
        transfer_mails(&relay, mails, count, started);
    else
        report_relay(0, reason);
    explicit_bzero(&relay, sizeof relay);
}

/* Memory that lasts as long as the process is left to its end. */
int main(void) {
    struct buffer input;
    struct mail_batch batch;
    char error[SENTENCE_MAX];
    const long long started = monotonic_milliseconds();
    report_open_journal();
    harden();
    buffer_init(&input, BATCH_MAX);
    read_input(&input);
    if (!batch_read(input.bytes, input.length, &batch, error))
        give_up(error);
    if (batch.relay.version.bytes && strcmp(batch.relay.version.bytes, TICKETSTOCK_VERSION) != 0)
        give_up("the library is of another version than " TICKETSTOCK_VERSION);
    message_init();
    send_batch(&batch, started);
    report_done();
}

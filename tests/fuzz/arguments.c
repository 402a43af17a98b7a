/*
 * What SQL hands to ticketstock_send is what the mailer reads: no value becomes another field,
 * another mail or another relay's setting, and a name that is none is refused before anything is
 * read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/child.h"
#include "functions/udf.h"
#include "fuzz.h"
#include "mailer/batch_reader.h"
#include "mailer/sentence.h"
#include "shared/batch.h"
#include "shared/secrets.h"

enum {
    MAILS = 2,
    FIELDS = 23,
    FIRST_MAIL_FIELD = 9,
    ARGUMENTS = 1 + 2 * (FIELDS + 2) /* the key, the fields, the mail's number, the free name */
};

/* All that the mailer knows (mailer/batch_reader.c), but `version`, which ticketstock_check puts
 * before the first mail: of a mail it is none. */
static const char *const names[FIELDS] = {"relay.name",
                                          "relay.scope",
                                          "relay.host",
                                          "relay.port",
                                          "relay.tls",
                                          "relay.verify_certificate",
                                          "relay.ca_file",
                                          "relay.username",
                                          "relay.ehlo_name",
                                          "sender",
                                          "sender_name",
                                          "reply_to",
                                          "recipient",
                                          "to",
                                          "recipient_name",
                                          "message_id",
                                          "references",
                                          "in_reply_to",
                                          "subject",
                                          "html",
                                          "word",
                                          "zone",
                                          "feedback_id"};

_Static_assert(sizeof(struct relay_settings) == (FIRST_MAIL_FIELD + 1) * sizeof(struct text) &&
                   sizeof(struct mail) ==
                       2 * sizeof(uint64_t) + (FIELDS - FIRST_MAIL_FIELD) * sizeof(struct text),
               "a field that is new stands in names too, or it is taken for one that is none");

static struct text values[FIELDS]; /* a NULL was not given */
static bool readable;              /* whether every name is one that has its place */
static size_t read_mails;

static bool is_value(const struct text *read, const struct text *given) {
    return given->bytes ? read->bytes && read->length == given->length &&
                              memcmp(read->bytes, given->bytes, given->length) == 0
                        : !read->bytes;
}

static void check_batch(struct mail_batch *batch) {
    const struct relay_settings *relay = &batch->relay;
    const struct text *const of_relay[] = {
        &relay->name,    &relay->scope,    &relay->host,
        &relay->port,    &relay->tls,      &relay->verify_certificate,
        &relay->ca_file, &relay->username, &relay->ehlo_name};
    for (size_t i = 0; i < FIRST_MAIL_FIELD; i++)
        REQUIRE(is_value(of_relay[i], &values[i]));
    for (size_t k = 0; k < batch->count; k++) {
        const struct mail *mail = &batch->mails[k];
        const struct text *const of_mail[] = {
            &mail->sender,      &mail->sender_name,    &mail->reply_to,   &mail->recipient,
            &mail->to,          &mail->recipient_name, &mail->message_id, &mail->references,
            &mail->in_reply_to, &mail->subject,        &mail->html,       &mail->word,
            &mail->zone,        &mail->feedback_id};
        REQUIRE(mail->number == k + 1 && !mail->compose_only);
        for (size_t i = FIRST_MAIL_FIELD; i < FIELDS; i++)
            REQUIRE(is_value(of_mail[i - FIRST_MAIL_FIELD], &values[i]));
    }
    read_mails = batch->count;
    batch_free(batch);
}

/* Stands for the one of child.c: reads what would have gone to the mailer. */
bool child_run(const char *program, const struct buffer *input, int file, int milliseconds,
               child_reader *reader, void *context, char *error) {
    struct mail_batch batch;
    char words[SENTENCE_MAX] = "";
    char *copy = malloc(input->length);
    (void)program;
    (void)file;
    (void)milliseconds;
    (void)reader;
    (void)context;
    REQUIRE(copy);
    memcpy(copy, input->bytes, input->length);
    const bool read = batch_read(copy, input->length, &batch, words);
    REQUIRE(read == readable);
    if (read)
        check_batch(&batch);
    else
        REQUIRE(fuzz_is_sentence(words, sizeof words));
    free(copy);
    strcpy(error, "not sent");
    return false;
}

/* Stands for the one of secrets.c. */
bool secrets_check_key(const char *path, const char *key, size_t key_length, char *error) {
    (void)path;
    (void)key;
    (void)error;
    return key_length == 1;
}

my_bool ticketstock_send_init(UDF_INIT *, UDF_ARGS *, char *);
void ticketstock_send_clear(UDF_INIT *, char *, char *);
void ticketstock_send_add(UDF_INIT *, UDF_ARGS *, char *, char *);
char *ticketstock_send(UDF_INIT *, UDF_ARGS *, char *, unsigned long *, char *, char *);
void ticketstock_send_deinit(UDF_INIT *);

static struct call {
    enum Item_result types[ARGUMENTS];
    char *values[ARGUMENTS];
    unsigned long lengths[ARGUMENTS];
    char number[2];
} call;

static void set(size_t argument, const char *bytes, size_t length) {
    call.types[argument] = STRING_RESULT;
    call.values[argument] = (char *)(size_t)bytes;
    call.lengths[argument] = length;
}

static void send_mails(UDF_ARGS *arguments) {
    UDF_INIT init = {0};
    char message[MYSQL_ERRMSG_SIZE] = "";
    char lent[255];
    char is_null = 0;
    char error = 0;
    unsigned long length = 0;
    if (ticketstock_send_init(&init, arguments, message) != 0) {
        REQUIRE(fuzz_is_sentence(message, UDF_MESSAGE_MAX));
        return;
    }
    ticketstock_send_clear(&init, &is_null, &error);
    for (; call.number[0] <= '0' + MAILS; call.number[0]++)
        ticketstock_send_add(&init, arguments, &is_null, &error);
    const char *result = ticketstock_send(&init, arguments, lent, &length, &is_null, &error);
    REQUIRE(result && length > 0 && (!readable || read_mails == MAILS));
    ticketstock_send_deinit(&init);
}

/* Whether the mailer knows this name, and it stands nowhere else: then its value is that field's.
 */
static bool take_free(const struct text *name, const struct text *value) {
    for (size_t i = 0; i < FIELDS; i++)
        if (name->length == strlen(names[i]) && memcmp(name->bytes, names[i], name->length) == 0 &&
            !values[i].bytes) {
            values[i] = *value;
            return true;
        }
    return false;
}

/* `journal.…` is the library's own: the mailer is not told. */
static bool is_journal(const struct text *name) {
    const size_t length = strlen("journal.");
    return name->length > length && memcmp(name->bytes, "journal.", length) == 0;
}

/* Fields: which values are NULL, as bits of three numbers; a name of the input's choice and its
 * value; the values. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    unsigned nulls = fuzz_number(&input);
    nulls |= fuzz_number(&input) << 8;
    nulls |= fuzz_number(&input) << 16;
    const struct text name = fuzz_field(&input);
    const struct text value = fuzz_field(&input);
    set(0, "k", 1);
    for (size_t i = 0; i < FIELDS; i++) {
        const struct text given = fuzz_field(&input);
        values[i] = nulls >> i & 1 ? (struct text){NULL, 0} : given;
        set(1 + 2 * i, names[i], strlen(names[i]));
        set(2 + 2 * i, values[i].bytes, values[i].length);
    }
    call.number[0] = '1';
    set(1 + 2 * FIELDS, "mail", strlen("mail"));
    set(2 + 2 * FIELDS, call.number, 1);
    set(3 + 2 * FIELDS, name.bytes, name.length);
    set(4 + 2 * FIELDS, value.bytes, value.length);
    readable = name.length == 0 || is_journal(&name) || take_free(&name, &value);
    read_mails = 0;
    UDF_ARGS arguments = {.arg_count = name.length > 0 ? ARGUMENTS : ARGUMENTS - 2,
                          .arg_type = call.types,
                          .args = call.values,
                          .lengths = call.lengths};
    send_mails(&arguments);
    fuzz_close(&input);
    return 0;
}

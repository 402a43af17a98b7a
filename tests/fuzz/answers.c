/*
 * What a mailer may answer, to ticketstock_send and to ticketstock_preview: results are JSON, and
 * no mail is sent or composed of which the mailer did not say so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/child.h"
#include "core/outcomes.h"
#include "functions/udf.h"
#include "json_check.h"
#include "shared/secrets.h"

#include <string.h>

enum { FIRST_MAIL = 7, MAILS = 3, RESULT_MAX = (MAILS + 1) * (6 * OUTCOMES_TEXT_MAX + 200) };

static struct text answer;
static size_t piece; /* bytes that arrive at once */

/* Stands for the one of child.c: the answer comes without a process. */
bool child_run(const char *program, const struct buffer *input, int file, int milliseconds,
               child_reader *reader, void *context, char *error) {
    (void)program;
    (void)file;
    (void)milliseconds;
    REQUIRE(input->length > 4 && memcmp(input->bytes + input->length - 4, "end\n", 4) == 0);
    for (size_t given = 0, length; given < answer.length; given += length) {
        length = answer.length - given < piece ? answer.length - given : piece;
        const enum child_wish wish = reader(context, answer.bytes + given, length);
        if (wish == CHILD_STOP) {
            strcpy(error, "broken");
            return false;
        }
        if (wish == CHILD_LEAVE)
            return true;
    }
    return true;
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
my_bool ticketstock_preview_init(UDF_INIT *, UDF_ARGS *, char *);
char *ticketstock_preview(UDF_INIT *, UDF_ARGS *, char *, unsigned long *, char *, char *);
void ticketstock_preview_deinit(UDF_INIT *);

struct call {
    char digit[1];
    enum Item_result types[3];
    char *values[3];
    unsigned long lengths[3];
    UDF_ARGS arguments;
    UDF_INIT init;
    char is_null, error;
};

/* ('k', 'mail', '7') */
static void prepare(struct call *call) {
    *call = (struct call){.digit = {'0' + FIRST_MAIL},
                          .types = {STRING_RESULT, STRING_RESULT, STRING_RESULT},
                          .values = {(char *)(size_t) "k", (char *)(size_t) "mail", NULL},
                          .lengths = {1, 4, 1}};
    call->values[2] = call->digit;
    call->arguments.arg_count = 3;
    call->arguments.arg_type = call->types;
    call->arguments.args = call->values;
    call->arguments.lengths = call->lengths;
}

/* Whether a line of the mailer says this of the mail; its number may begin with zeros. */
static bool said(int mail, const char *state) {
    const char *end = answer.bytes + answer.length;
    char words[32];
    const size_t length = (size_t)snprintf(words, sizeof words, "%d %s ", mail, state);
    for (const char *line = answer.bytes; line && line < end;) {
        const char *number = line + strlen("outcome ");
        const bool named = number < end && memcmp(line, "outcome ", strlen("outcome ")) == 0;
        while (named && number < end && *number == '0')
            number++;
        if (named && (size_t)(end - number) >= length && memcmp(number, words, length) == 0)
            return true;
        line = memchr(line, '\n', (size_t)(end - line));
        line += line ? 1 : 0;
    }
    return false;
}

static void check_result(const char *result, size_t length) {
    REQUIRE(result && length <= RESULT_MAX && json_is_valid(result, length));
    for (int mail = FIRST_MAIL; mail < FIRST_MAIL + MAILS; mail++) {
        char id[32];
        snprintf(id, sizeof id, "{\"id\":%d,\"state\":\"", mail);
        const char *found = memmem(result, length, id, strlen(id));
        REQUIRE(found);
        found += strlen(id);
        for (const char *const *state = (const char *const[]){"sent", "refused", "deferred", NULL};
             *state; state++)
            REQUIRE(strncmp(found, *state, strlen(*state)) != 0 || said(mail, *state));
    }
}

static void send_mails(void) {
    struct call call;
    char message[MYSQL_ERRMSG_SIZE];
    char lent[255];
    unsigned long length = 0;
    prepare(&call);
    REQUIRE(ticketstock_send_init(&call.init, &call.arguments, message) == 0);
    ticketstock_send_clear(&call.init, &call.is_null, &call.error);
    for (int i = 0; i < MAILS; i++, call.digit[0]++)
        ticketstock_send_add(&call.init, &call.arguments, &call.is_null, &call.error);
    const char *result =
        ticketstock_send(&call.init, &call.arguments, lent, &length, &call.is_null, &call.error);
    check_result(result, length);
    ticketstock_send_deinit(&call.init);
}

static void preview_mail(void) {
    static const char failure[] = "Not composed: ";
    static const char content[] = "content 7 ";
    struct call call;
    char message[MYSQL_ERRMSG_SIZE];
    char lent[255];
    unsigned long length = 0;
    prepare(&call);
    REQUIRE(ticketstock_preview_init(&call.init, &call.arguments, message) == 0);
    const char *result =
        ticketstock_preview(&call.init, &call.arguments, lent, &length, &call.is_null, &call.error);
    const bool composed =
        answer.length >= strlen(content) && memcmp(answer.bytes, content, strlen(content)) == 0;
    REQUIRE((call.is_null && composed) || /* an empty message is none */
            (length >= strlen(failure) && memcmp(result, failure, strlen(failure)) == 0) ||
            (composed && length <= answer.length));
    ticketstock_preview_deinit(&call.init);
}

/* Fields: the size of the pieces, the answer. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    piece = fuzz_number(&input) * 16 + 1;
    answer = fuzz_rest(&input);
    send_mails();
    preview_mail();
    fuzz_close(&input);
    return 0;
}

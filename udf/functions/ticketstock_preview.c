/*
 * ticketstock_preview: the finished message of a mail, which is not sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     SELECT CONVERT(ticketstock_preview(@key, 'mail', id, 'sender', …) USING utf8mb4)
 *
 * Arguments: those of ticketstock_send; fields of a relay are not needed. One row is one mail.
 * Result: the message (RFC 5322, ASCII), or a sentence that begins with `Not composed: `, after at
 * most PREVIEW_MILLISECONDS and a moment. NULL if the mail has no number or memory is out. Error
 * 1123, before anything is read or started, if the caller is not a routine of ticketstock@localhost
 * (udf.h), or if the key or the form of the arguments is wrong.
 */
#include "core/child.h"
#include "mail_arguments.h"
#include "shared/batch.h"
#include "udf.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PREVIEW_MILLISECONDS = 5000,
    PREVIEW_BATCH_MAX = 4 * 1024 * 1024, /* bytes; the mailer takes 1 MiB of HTML */
    PREVIEW_OUTPUT_MAX = UDF_RESULT_MAX  /* bytes of the mailer's answer */
};

struct preview {
    struct buffer batch;
    struct buffer output; /* the mailer's */
    struct buffer result;
    unsigned mail; /* index of the argument that holds the mail's number */
};

my_bool ticketstock_preview_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    unsigned mail;
    if (!mail_arguments_take(arguments, &mail, message))
        return 1;
    struct preview *preview = malloc(sizeof *preview);
    if (!preview)
        return udf_refuse(message, "out of memory");
    buffer_init(&preview->batch, PREVIEW_BATCH_MAX);
    buffer_init(&preview->output, PREVIEW_OUTPUT_MAX);
    buffer_init(&preview->result, UDF_RESULT_MAX);
    preview->mail = mail;
    init->ptr = (char *)preview;
    init->maybe_null = 1;
    init->const_item = 0; /* a Date is part of it */
    init->max_length = UDF_RESULT_MAX;
    return 0;
}

void ticketstock_preview_deinit(UDF_INIT *init) {
    struct preview *preview = (struct preview *)(void *)init->ptr;
    buffer_free(&preview->batch);
    buffer_free(&preview->output);
    buffer_free(&preview->result);
    free(preview);
}

static bool refuse(struct preview *preview, const char *reason, size_t length) {
    return buffer_append_literal(&preview->result, "Not composed: ") &&
           buffer_append(&preview->result, reason, length);
}

static bool refuse_saying(struct preview *preview, const char *reason) {
    return refuse(preview, reason, strlen(reason));
}

/* Whether the line is `name start…`; then *rest is what follows in its value. */
static bool is_line(const struct batch_line *line, const char *name, const char *start,
                    const char **rest) {
    const size_t length = strlen(start);
    *rest = line->value + length;
    return strcmp(line->name, name) == 0 && line->value_length >= length &&
           memcmp(line->value, start, length) == 0;
}

/* The mailer's first line is all that it has to say of the mail. */
static bool take_answer(struct preview *preview, uint64_t number) {
    char content[32];
    char refused[48];
    char *position = preview->output.bytes;
    struct batch_line line;
    const char *rest;
    snprintf(content, sizeof content, "%" PRIu64 " ", number);
    snprintf(refused, sizeof refused, "%" PRIu64 " refused 0 ", number);
    if (!position || batch_take(&position, position + preview->output.length, &line) != BATCH_LINE)
        return refuse_saying(preview, "the mailer gave no answer");
    const char *end = line.value + line.value_length;
    if (is_line(&line, "content", content, &rest))
        return buffer_append(&preview->result, rest, (size_t)(end - rest));
    if (is_line(&line, "outcome", refused, &rest))
        return refuse(preview, rest, (size_t)(end - rest));
    return refuse_saying(preview, "the mailer broke the batch format");
}

static enum child_wish read_output(void *context, const char *bytes, size_t length) {
    return buffer_append(context, bytes, length) ? CHILD_READ_ON : CHILD_STOP;
}

/* Fills the result; false without memory, or if the message is larger than a result. */
static bool compose(struct preview *preview, const UDF_ARGS *arguments, uint64_t number) {
    char failure[CHILD_ERROR_MAX];
    if (!mail_arguments_put_relay(arguments, &preview->batch) ||
        !mail_arguments_put_mail(arguments, preview->mail, "compose", &preview->batch) ||
        !batch_put(&preview->batch, "end", 3, NULL, 0))
        return refuse_saying(preview, "the mail is larger than 4 MB, or memory is out");
    if (!child_run(TICKETSTOCK_MAILER, &preview->batch, -1, PREVIEW_MILLISECONDS, read_output,
                   &preview->output, failure))
        return refuse_saying(preview, failure);
    return take_answer(preview, number);
}

char *ticketstock_preview(UDF_INIT *init, UDF_ARGS *arguments, char *result, unsigned long *length,
                          char *is_null, char *error) {
    struct preview *preview = (struct preview *)(void *)init->ptr;
    uint64_t number;
    (void)result;
    buffer_truncate(&preview->batch, 0);
    buffer_truncate(&preview->output, 0);
    buffer_truncate(&preview->result, 0);
    *is_null = !mail_arguments_number(arguments, preview->mail, &number);
    if (!*is_null && !compose(preview, arguments, number)) {
        *is_null = 1;
        *error = 1;
    }
    if (*is_null)
        return NULL;
    *length = preview->result.length;
    return preview->result.bytes;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch_reader.h"

#include "sentence.h"
#include "shared/batch.h"

#include <stdlib.h>
#include <string.h>

struct field {
    const char *name;
    size_t offset; /* of the struct text that takes the value */
};

static const struct field relay_fields[] = {
    {"relay.name", offsetof(struct relay_settings, name)},
    {"relay.scope", offsetof(struct relay_settings, scope)},
    {"relay.host", offsetof(struct relay_settings, host)},
    {"relay.port", offsetof(struct relay_settings, port)},
    {"relay.tls", offsetof(struct relay_settings, tls)},
    {"relay.verify_certificate", offsetof(struct relay_settings, verify_certificate)},
    {"relay.ca_file", offsetof(struct relay_settings, ca_file)},
    {"relay.username", offsetof(struct relay_settings, username)},
    {"relay.ehlo_name", offsetof(struct relay_settings, ehlo_name)},
    {"version", offsetof(struct relay_settings, version)},
};

static const struct field mail_fields[] = {
    {"sender", offsetof(struct mail, sender)},
    {"sender_name", offsetof(struct mail, sender_name)},
    {"reply_to", offsetof(struct mail, reply_to)},
    {"recipient", offsetof(struct mail, recipient)},
    {"to", offsetof(struct mail, to)},
    {"recipient_name", offsetof(struct mail, recipient_name)},
    {"message_id", offsetof(struct mail, message_id)},
    {"references", offsetof(struct mail, references)},
    {"in_reply_to", offsetof(struct mail, in_reply_to)},
    {"subject", offsetof(struct mail, subject)},
    {"html", offsetof(struct mail, html)},
    {"word", offsetof(struct mail, word)},
    {"zone", offsetof(struct mail, zone)},
    {"feedback_id", offsetof(struct mail, feedback_id)},
};

enum {
    RELAY_FIELDS = sizeof relay_fields / sizeof *relay_fields,
    MAIL_FIELDS = sizeof mail_fields / sizeof *mail_fields
};

struct reader {
    struct mail_batch *batch;
    char *error;
    size_t line;      /* the number of the current line, from 1 */
    uint64_t highest; /* number of a mail so far */
    bool in_mail;
    bool ended;
};

static bool refuse(const struct reader *reader, const char *reason, const char *name) {
    return sentence_fail(reader->error, "batch, line %zu: %s%s%s", reader->line, reason,
                         *name ? ": " : "", name);
}

/* Puts the line's value into the field of this name in `record`. */
static bool take_field(const struct reader *reader, const struct batch_line *line, void *record,
                       const struct field *fields, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(fields[i].name, line->name) != 0)
            continue;
        struct text *text = (struct text *)(void *)((char *)record + fields[i].offset);
        if (text->bytes)
            return refuse(reader, "this field was given before", line->name);
        *text = (struct text){line->value, line->value_length};
        return true;
    }
    return refuse(reader,
                  record == &reader->batch->relay ? "no such field before the first mail"
                                                  : "no such field in a mail",
                  line->name);
}

/* A row's number: 1 to 20 digits that fit into 64 bits. */
static bool parse_number(const struct batch_line *line, uint64_t *number) {
    uint64_t parsed = 0;
    for (size_t i = 0; i < line->value_length; i++) {
        const unsigned digit = (unsigned)(unsigned char)line->value[i] - '0';
        if (digit > 9 || parsed > (UINT64_MAX - digit) / 10)
            return false;
        parsed = parsed * 10 + digit;
    }
    *number = parsed;
    return line->value_length > 0;
}

/* Whether a mail has this number already. Numbers that rise, as SQL's do, need no search. */
static bool is_known(struct reader *reader, uint64_t number) {
    const struct mail_batch *batch = reader->batch;
    const bool is_next = batch->count == 0 || number > reader->highest;
    if (is_next)
        reader->highest = number;
    for (size_t i = 0; i < batch->count && !is_next; i++)
        if (batch->mails[i].number == number)
            return true;
    return false;
}

static bool open_mail(struct reader *reader, const struct batch_line *line) {
    struct mail_batch *batch = reader->batch;
    uint64_t number = 0;
    if (!parse_number(line, &number))
        return refuse(reader, "a mail's number must be digits", "mail");
    if (is_known(reader, number))
        return refuse(reader, "a mail with this number was given before", line->value);
    if (batch->count == BATCH_MAILS_MAX)
        return refuse(reader, "more than 4000 mails; give several batches", "mail");
    batch->mails[batch->count++] = (struct mail){.number = number};
    reader->in_mail = true;
    return true;
}

static bool take_line(struct reader *reader, const struct batch_line *line) {
    struct mail_batch *batch = reader->batch;
    if (reader->line == 1)
        return (strcmp(line->name, BATCH_NAME) == 0 && strcmp(line->value, BATCH_VERSION) == 0) ||
               refuse(reader, "must be \"" BATCH_NAME " " BATCH_VERSION "\"", "");
    if (reader->ended)
        return refuse(reader, "nothing may follow \"end\"", line->name);
    if (reader->in_mail) {
        struct mail *mail = &batch->mails[batch->count - 1];
        mail->compose_only = strcmp(line->name, "compose") == 0;
        if (!mail->compose_only && strcmp(line->name, "send") != 0)
            return take_field(reader, line, mail, mail_fields, MAIL_FIELDS);
        reader->in_mail = false;
        return true;
    }
    if (strcmp(line->name, "mail") == 0)
        return open_mail(reader, line);
    if (strcmp(line->name, "end") == 0)
        return reader->ended = true;
    if (batch->count > 0)
        return refuse(reader, "only \"mail\" or \"end\" may follow a mail", line->name);
    return take_field(reader, line, &batch->relay, relay_fields, RELAY_FIELDS);
}

static bool take_lines(struct reader *reader, char *text, size_t length) {
    char *position = text;
    char *end = length > 0 ? text + length : text; /* an empty batch may be NULL */
    for (;;) {
        struct batch_line line;
        reader->line++;
        switch (batch_take(&position, end, &line)) {
        case BATCH_BROKEN:
            return refuse(reader,
                          "not of the form \"name value\" with the escapes \\\\ \\n \\r \\0", "");
        case BATCH_NONE:
            if (position != end)
                return refuse(reader, "the last line has no line end", "");
            return reader->ended || refuse(reader, "\"end\" is missing; nothing is sent", "");
        case BATCH_LINE:
            if (!take_line(reader, &line))
                return false;
        }
    }
}

bool batch_read(char *text, size_t length, struct mail_batch *batch, char *error) {
    *batch = (struct mail_batch){.mails = calloc(BATCH_MAILS_MAX, sizeof *batch->mails)};
    if (!batch->mails)
        return sentence_fail(error, "batch: no memory left");
    struct reader reader = {.batch = batch, .error = error};
    if (take_lines(&reader, text, length))
        return true;
    batch_free(batch);
    return false;
}

void batch_free(struct mail_batch *batch) {
    free(batch->mails);
    *batch = (struct mail_batch){.count = 0};
}

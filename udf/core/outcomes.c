/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcomes.h"

#include "json_text.h"
#include "shared/batch.h"

#include <stdlib.h>
#include <string.h>

enum state { UNTRIED, BEGUN, AWAITED, SENT, REFUSED, OBJECTED, DEFERRED, UNCERTAIN, UNCOMPOSED };

/* As SQL reads them. */
static const char *const state_names[] = {"untried",  "interrupted", "awaited",
                                          "sent",     "refused",     "objected",
                                          "deferred", "uncertain",   "uncomposed"};

struct outcome {
    uint64_t mail;
    enum state state;
    unsigned code; /* SMTP reply code, 0 for words of ours */
    size_t length;
    char text[OUTCOMES_TEXT_MAX];
};

void outcomes_init(struct outcomes *outcomes) {
    *outcomes = (struct outcomes){.mails = NULL};
    buffer_init(&outcomes->line, OUTCOMES_LINE_MAX);
}

void outcomes_free(struct outcomes *outcomes) {
    free(outcomes->mails);
    free(outcomes->relay);
    buffer_free(&outcomes->line);
    outcomes_init(outcomes);
}

bool outcomes_add(struct outcomes *outcomes, uint64_t mail) {
    if (outcomes->count == OUTCOMES_MAILS_MAX)
        return false;
    if (outcomes->count == outcomes->capacity) {
        const size_t capacity = outcomes->capacity ? outcomes->capacity * 2 : 16;
        struct outcome *mails = realloc(outcomes->mails, capacity * sizeof *mails);
        if (!mails)
            return false;
        outcomes->mails = mails;
        outcomes->capacity = capacity;
    }
    struct outcome *added = &outcomes->mails[outcomes->count++];
    added->mail = mail;
    added->state = UNTRIED;
    added->code = 0;
    added->length = 0;
    return true;
}

static void set_text(struct outcome *outcome, unsigned code, const char *text, size_t length) {
    outcome->code = code;
    outcome->length = length < OUTCOMES_TEXT_MAX ? length : OUTCOMES_TEXT_MAX;
    memcpy(outcome->text, text, outcome->length);
}

void outcomes_refuse_last(struct outcomes *outcomes, const char *sentence) {
    struct outcome *last = &outcomes->mails[outcomes->count - 1];
    last->state = REFUSED;
    set_text(last, 0, sentence, strlen(sentence));
}

static bool blame(struct outcomes *outcomes, unsigned code, const char *text, size_t length) {
    if (outcomes->relay)
        return true; /* the first reason is the one that counts */
    outcomes->relay = calloc(1, sizeof *outcomes->relay);
    if (!outcomes->relay)
        return false;
    set_text(outcomes->relay, code, text, length);
    return true;
}

void outcomes_blame_relay(struct outcomes *outcomes, const char *sentence) {
    for (size_t i = 0; i < outcomes->count; i++)
        if (outcomes->mails[i].state == UNCOMPOSED)
            return; /* which the mailer has said with its last words */
    blame(outcomes, 0, sentence, strlen(sentence));
}

/* Takes a decimal number below `limit` off the front of a text; false if there is none. */
static bool take_number(const char **text, const char *end, uint64_t limit, uint64_t *number) {
    const char *start = *text;
    *number = 0;
    for (; *text < end && **text >= '0' && **text <= '9'; (*text)++) {
        const uint64_t digit = (uint64_t)(**text - '0');
        if (*number > (limit - digit) / 10)
            return false;
        *number = *number * 10 + digit;
    }
    return *text > start;
}

static bool take_blank(const char **text, const char *end) {
    return *text < end && *(*text)++ == ' ';
}

static bool take_state(const char **text, const char *end, enum state *state) {
    for (*state = SENT; *state <= UNCOMPOSED; (*state)++) {
        const size_t length = strlen(state_names[*state]);
        if ((size_t)(end - *text) >= length && memcmp(*text, state_names[*state], length) == 0) {
            *text += length;
            return true;
        }
    }
    return false;
}

/* `<code>` or `<code> <text>` up to the end of the line. */
static bool take_reply(const char **text, const char *end, unsigned *code) {
    uint64_t number;
    if (!take_number(text, end, 999, &number))
        return false;
    *code = (unsigned)number;
    return *text == end || take_blank(text, end);
}

/* The search begins where the last one ended: the mailer speaks of the mails in their order. */
static struct outcome *find(struct outcomes *outcomes, uint64_t mail) {
    for (size_t i = 0; i < outcomes->count; i++) {
        const size_t index = (outcomes->current + i) % outcomes->count;
        if (outcomes->mails[index].mail == mail) {
            outcomes->current = index;
            return &outcomes->mails[index];
        }
    }
    return NULL;
}

/* The mail that a line begins with, without an outcome so far; NULL: the line breaks the format. */
static struct outcome *take_mail(struct outcomes *outcomes, const char **text, const char *end) {
    uint64_t mail;
    if (!take_number(text, end, UINT64_MAX, &mail))
        return NULL;
    struct outcome *outcome = find(outcomes, mail);
    if (!outcome && outcomes->open && outcomes_add(outcomes, mail))
        outcome = find(outcomes, mail);
    return outcome && outcome->state < SENT ? outcome : NULL;
}

/* `begin N`, or `await N`: the last line but `relay` and `done` that a parent gets. */
static bool read_step(struct outcomes *outcomes, const char *text, const char *end,
                      enum state state) {
    struct outcome *outcome = take_mail(outcomes, &text, end);
    if (!outcome || outcome->state > state || text != end)
        return false;
    outcome->state = state;
    outcomes->awaited = state == AWAITED;
    return true;
}

static bool read_outcome(struct outcomes *outcomes, const char *text, const char *end) {
    struct outcome *outcome = take_mail(outcomes, &text, end);
    if (!outcome)
        return false;
    enum state state;
    unsigned code;
    if (!take_blank(&text, end) || !take_state(&text, end, &state) || !take_blank(&text, end) ||
        !take_reply(&text, end, &code))
        return false;
    outcome->state = state;
    set_text(outcome, code, text, (size_t)(end - text));
    return true;
}

static bool read_line(struct outcomes *outcomes, const struct batch_line *line) {
    const char *text = line->value;
    const char *end = text + line->value_length;
    unsigned code;
    if (strcmp(line->name, "begin") == 0)
        return read_step(outcomes, text, end, BEGUN);
    if (strcmp(line->name, "await") == 0)
        return read_step(outcomes, text, end, AWAITED);
    if (strcmp(line->name, "outcome") == 0)
        return read_outcome(outcomes, text, end);
    if (strcmp(line->name, "relay") == 0)
        return take_reply(&text, end, &code) && blame(outcomes, code, text, (size_t)(end - text));
    outcomes->done = strcmp(line->name, "done") == 0;
    return outcomes->done;
}

bool outcomes_read(struct outcomes *outcomes, const char *bytes, size_t length) {
    if (length == 0)
        return true;
    if (!buffer_append(&outcomes->line, bytes, length))
        return false;
    char *position = outcomes->line.bytes;
    char *end = position + outcomes->line.length;
    struct batch_line line;
    enum batch_result result;
    while ((result = batch_take(&position, end, &line)) == BATCH_LINE)
        if (!read_line(outcomes, &line))
            return false;
    const size_t left = (size_t)(end - position);
    memmove(outcomes->line.bytes, position, left);
    buffer_truncate(&outcomes->line, left);
    return result == BATCH_NONE;
}

static bool write_reply(const struct outcome *outcome, struct buffer *json) {
    return buffer_append_literal(json, ",\"code\":") &&
           json_put_number(json, outcome ? outcome->code : 0) &&
           buffer_append_literal(json, ",\"text\":") &&
           json_put_string(json, outcome ? outcome->text : "", outcome ? outcome->length : 0) &&
           buffer_append(json, "}", 1);
}

/* A mailer that died left the mail it had begun uncertain; one that came to its end did not. */
static const char *name_of(const struct outcomes *outcomes, const struct outcome *mail) {
    const bool open = mail->state == AWAITED || (mail->state == BEGUN && !outcomes->done);
    return state_names[!open ? mail->state : outcomes->awaited ? AWAITED : UNCERTAIN];
}

bool outcomes_write(const struct outcomes *outcomes, struct buffer *json) {
    if (!buffer_append_literal(json, "{\"relay\":{\"usable\":") ||
        !buffer_append_literal(json, outcomes->relay ? "false" : "true") ||
        !write_reply(outcomes->relay, json) || !buffer_append_literal(json, ",\"mails\":["))
        return false;
    for (size_t i = 0; i < outcomes->count; i++) {
        const struct outcome *mail = &outcomes->mails[i];
        if (!buffer_append_literal(json, i ? ",{\"id\":" : "{\"id\":") ||
            !json_put_number(json, mail->mail) || !buffer_append_literal(json, ",\"state\":\"") ||
            !buffer_append_literal(json, name_of(outcomes, mail)) ||
            !buffer_append_literal(json, "\"") || !write_reply(mail, json))
            return false;
    }
    return buffer_append_literal(json, "]}");
}

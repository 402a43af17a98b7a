/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialogue.h"

#include <string.h>

enum { REPLY_CONTINUE = 334, REPLY_AUTHENTICATED = 235 };

static const struct {
    enum dialogue_step step;
    const char *name;
    const char *command;
} steps[] = {
    {STEP_EHLO, "EHLO", "EHLO "},
    {STEP_HELO, "HELO", "HELO "},
    {STEP_STARTTLS, "STARTTLS", "STARTTLS\r\n"},
    {STEP_AUTH, "AUTH", "AUTH "},
    {STEP_MAIL, "MAIL", "MAIL FROM:"},
    {STEP_RCPT, "RCPT", "RCPT TO:"},
    {STEP_DATA, "DATA", "DATA\r\n"},
};

static void await(struct dialogue *dialogue, enum dialogue_step step) {
    dialogue->step = step;
    dialogue->answered = false;
    dialogue->complete = false;
    dialogue->line_length = 0;
    dialogue->text_length = 0;
    dialogue->reply_length = 0;
    if (step == STEP_EHLO)
        extensions_begin(&dialogue->filter);
}

static bool begins(const char *bytes, size_t length, const char *word) {
    return length >= strlen(word) && memcmp(bytes, word, strlen(word)) == 0;
}

void dialogue_begin(struct dialogue *dialogue) {
    *dialogue = (struct dialogue){.step = STEP_GREETING};
    await(dialogue, STEP_GREETING);
}

bool dialogue_is_quit(const char *command, size_t length) {
    return begins(command, length, "QUIT\r\n");
}

void dialogue_ask(struct dialogue *dialogue, const char *command, size_t length) {
    if (dialogue->quitting)
        return;
    if (dialogue_is_quit(command, length)) {
        dialogue->quitting = true;
        return;
    }
    /* After 334 follows a line of base64, which may look like anything. */
    if (dialogue->step == STEP_AUTH && dialogue->answered && dialogue->code == REPLY_CONTINUE) {
        await(dialogue, STEP_AUTH);
        return;
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (begins(command, length, steps[i].command)) {
            await(dialogue, steps[i].step);
            return;
        }
    await(dialogue, STEP_OTHER);
}

void dialogue_ask_body(struct dialogue *dialogue) {
    await(dialogue, STEP_BODY);
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

static void keep_text(struct dialogue *dialogue, const char *text, size_t length) {
    if (dialogue->text_length > 0 && dialogue->text_length < DIALOGUE_TEXT_MAX)
        dialogue->text[dialogue->text_length++] = ' ';
    if (length > DIALOGUE_TEXT_MAX - dialogue->text_length)
        length = DIALOGUE_TEXT_MAX - dialogue->text_length;
    memcpy(dialogue->text + dialogue->text_length, text, length);
    dialogue->text_length += length;
    dialogue->text[dialogue->text_length] = '\0';
}

/* A whole line stands in dialogue->line, with its line end. */
static void take_line(struct dialogue *dialogue) {
    const char *line = dialogue->line;
    size_t length = dialogue->line_length - 1;
    dialogue->line_length = 0;
    if (length > 0 && line[length - 1] == '\r')
        length--;
    const bool coded = length >= 3 && is_digit(line[0]) && is_digit(line[1]) && is_digit(line[2]);
    const size_t skipped = !coded ? 0 : length > 3 ? 4 : 3;
    keep_text(dialogue, line + skipped, length - skipped);
    if (coded && length > 3 && line[3] == '-')
        return; /* more lines of this reply follow */
    dialogue->code = coded ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0' : 0;
    dialogue->answered = true;
    dialogue->complete = true;
    if (dialogue->step == STEP_AUTH && dialogue->code == REPLY_AUTHENTICATED)
        dialogue->authenticated = true;
}

static void note_fault(struct dialogue *dialogue, enum dialogue_fault fault) {
    if (dialogue->fault == FAULT_NONE)
        dialogue->fault = fault;
}

void dialogue_read(struct dialogue *dialogue, char *bytes, size_t length) {
    if (dialogue->step == STEP_EHLO)
        extensions_hide(&dialogue->filter, bytes, length);
    for (size_t i = 0; i < length; i++) {
        if (++dialogue->reply_length > DIALOGUE_REPLY_MAX)
            note_fault(dialogue, FAULT_LONG_REPLY);
        if (dialogue->answered) {
            /* Followed on all the same: it may be a 421, which says why. */
            note_fault(dialogue, FAULT_OUT_OF_TURN);
            dialogue->answered = false;
            dialogue->text_length = 0;
        }
        if (dialogue->line_length == DIALOGUE_LINE_MAX) {
            note_fault(dialogue, FAULT_LONG_LINE);
            dialogue->line_length--;
        }
        dialogue->line[dialogue->line_length++] = bytes[i];
        if (bytes[i] == '\n')
            take_line(dialogue);
    }
}

const char *dialogue_step_name(enum dialogue_step step) {
    if (step == STEP_GREETING)
        return "the greeting";
    if (step == STEP_BODY)
        return "the message";
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].step == step)
            return steps[i].name;
    return "a command";
}

/*
 * Follows the SMTP dialogue beside libesmtp, which tells too little of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The library's monitor shows every command before it is written and every piece that was read
 * before it is parsed. From that come the replies that the library keeps to itself (greeting, EHLO,
 * STARTTLS, AUTH), and the dangers that it does not see: a relay that speaks out of turn, whose
 * words would be taken for the answer to what was not asked yet (after STARTTLS even for words that
 * came through TLS), and reply lines that it would cut in two.
 */
#ifndef TICKETSTOCK_MAILER_DIALOGUE_H
#define TICKETSTOCK_MAILER_DIALOGUE_H

#include "extensions.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    DIALOGUE_LINE_MAX = 1000,  /* bytes: the library cuts at 1023; RFC 5321 allows 512 */
    DIALOGUE_REPLY_MAX = 4096, /* bytes: about where the library gives up, without a word */
    DIALOGUE_TEXT_MAX = 600    /* bytes of a reply's text that are kept */
};

/* What the relay was last asked. */
enum dialogue_step {
    STEP_GREETING,
    STEP_EHLO,
    STEP_HELO,
    STEP_STARTTLS,
    STEP_AUTH,
    STEP_MAIL,
    STEP_RCPT,
    STEP_DATA,
    STEP_BODY,
    STEP_OTHER
};

enum dialogue_fault { FAULT_NONE, FAULT_OUT_OF_TURN, FAULT_LONG_LINE, FAULT_LONG_REPLY };

struct dialogue {
    enum dialogue_step step;
    bool answered;                    /* the reply to it has arrived in full, and no more */
    bool complete;                    /* the reply has arrived in full, whatever followed */
    bool authenticated;               /* a 235 was seen */
    bool quitting;                    /* QUIT was sent: nothing changes any more */
    enum dialogue_fault fault;        /* what the relay did wrong, first */
    int code;                         /* of the last full reply; 0 if it had none */
    char text[DIALOGUE_TEXT_MAX + 1]; /* of the last full reply, lines joined by spaces */
    size_t text_length;
    size_t reply_length;          /* bytes that were read since the last command */
    char line[DIALOGUE_LINE_MAX]; /* the line that is being read */
    size_t line_length;
    struct extension_filter filter;
};

/* The connection stands, the greeting is awaited. */
void dialogue_begin(struct dialogue *dialogue);

/* The command at command[0..length) is about to be written; one line, with or without its end. */
void dialogue_ask(struct dialogue *dialogue, const char *command, size_t length);

/* Whether the command is QUIT, which is written whatever the relay has said. */
bool dialogue_is_quit(const char *command, size_t length);

/* The body of a mail is about to be written; the monitor does not see it. */
void dialogue_ask_body(struct dialogue *dialogue);

/* These bytes were read and are about to be parsed. Changes them in the reply to EHLO. */
void dialogue_read(struct dialogue *dialogue, char *bytes, size_t length);

/* The step for a sentence: `the greeting`, `EHLO`, … */
const char *dialogue_step_name(enum dialogue_step step);

#endif

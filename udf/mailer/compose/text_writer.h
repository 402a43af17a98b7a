/*
 * Lays out words as plain text: decides which blanks and line ends stand between them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blanks, line ends and cell separators are only remembered when asked for, and written when a word
 * follows; so nothing trails, nothing leads, and there is never more than one blank line.
 */
#ifndef TICKETSTOCK_MAILER_TEXT_WRITER_H
#define TICKETSTOCK_MAILER_TEXT_WRITER_H

#include "shared/buffer.h"

struct text_writer {
    struct buffer *text;
    size_t start;          /* the length of `text` when the writer began */
    int line_ends;         /* wanted before the next word: 0, 1, or 2 for a blank line */
    bool space;            /* a space is wanted before the next word */
    const char *separator; /* wanted before the next word instead, between two cells; or NULL */
    bool bullet;           /* the next line begins a list item */
    int list_depth;        /* lists that are open */
};

void text_writer_init(struct text_writer *writer, struct buffer *text);

/* Writes bytes that stay together, after what was asked for before them. */
void text_writer_word(struct text_writer *writer, const char *bytes, size_t length);

/* Asks for at least this many line ends (1 or 2). Not between two cells of a row. */
void text_writer_break(struct text_writer *writer, int line_ends);

/* Asks for one line end more: 2 at most. */
void text_writer_line_end(struct text_writer *writer);

/* Writes what is left: the last line's end. */
void text_writer_finish(struct text_writer *writer);

#endif

/*
 * A byte buffer that grows up to a limit set by its owner.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Used inside the database server: every growth is checked, nothing aborts. After an append has
 * failed the buffer keeps what it held before.
 */
#ifndef TICKETSTOCK_BUFFER_H
#define TICKETSTOCK_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *bytes;     /* owned; NULL while nothing was appended */
    size_t length;   /* bytes in use */
    size_t capacity; /* bytes allocated */
    size_t limit;    /* the most bytes that it may ever hold */
};

/* An empty buffer that will hold at most `limit` bytes; allocates nothing. */
void buffer_init(struct buffer *buffer, size_t limit);

/* Appends `length` bytes. False, and the buffer unchanged, at the limit or without memory. */
bool buffer_append(struct buffer *buffer, const void *bytes, size_t length);

/* Appends a NUL-terminated literal of ours (never text from outside). */
bool buffer_append_literal(struct buffer *buffer, const char *literal);

/* Forgets the content from byte `length` on; keeps the memory. */
void buffer_truncate(struct buffer *buffer, size_t length);

/* Gives the memory back; the buffer is then empty and can be used again. */
void buffer_free(struct buffer *buffer);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "buffer.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 256 };

void buffer_init(struct buffer *buffer, size_t limit) {
    *buffer = (struct buffer){.limit = limit};
}

/* Doubles the capacity until `needed` bytes fit, but never past the limit. */
static bool grow(struct buffer *buffer, size_t needed) {
    size_t capacity = buffer->capacity ? buffer->capacity : FIRST_CAPACITY;
    while (capacity < needed)
        capacity = capacity > buffer->limit / 2 ? buffer->limit : capacity * 2;
    char *bytes = realloc(buffer->bytes, capacity);
    if (!bytes)
        return false;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

bool buffer_append(struct buffer *buffer, const void *bytes, size_t length) {
    if (length == 0)
        return true;
    if (length > buffer->limit - buffer->length)
        return false;
    if (length > buffer->capacity - buffer->length && !grow(buffer, buffer->length + length))
        return false;
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    return true;
}

bool buffer_append_literal(struct buffer *buffer, const char *literal) {
    return buffer_append(buffer, literal, strlen(literal));
}

void buffer_truncate(struct buffer *buffer, size_t length) {
    if (length < buffer->length)
        buffer->length = length;
}

void buffer_free(struct buffer *buffer) {
    free(buffer->bytes);
    buffer_init(buffer, buffer->limit);
}

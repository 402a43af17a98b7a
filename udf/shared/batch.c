/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch.h"

#include <string.h>

bool batch_is_name(const char *name, size_t length) {
    if (length == 0 || length > BATCH_FIELD_NAME_MAX)
        return false;
    for (size_t i = 0; i < length; i++)
        if (!((name[i] >= 'a' && name[i] <= 'z') || name[i] == '_' || name[i] == '-' ||
              name[i] == '.'))
            return false;
    return true;
}

/* The letter that stands behind the backslash for this byte, or 0 if the byte needs none. */
static char escape_of(char byte) {
    switch (byte) {
    case '\\':
        return '\\';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\0':
        return '0';
    default:
        return 0;
    }
}

static bool put_escaped(struct buffer *batch, const char *value, size_t length) {
    size_t plain = 0; /* where the run of bytes begins that need no escape */
    for (size_t i = 0; i < length; i++) {
        const char escaped[2] = {'\\', escape_of(value[i])};
        if (!escaped[1])
            continue;
        if (!buffer_append(batch, value + plain, i - plain) || !buffer_append(batch, escaped, 2))
            return false;
        plain = i + 1;
    }
    return length == plain || buffer_append(batch, value + plain, length - plain);
}

bool batch_put(struct buffer *batch, const char *name, size_t name_length, const char *value,
               size_t value_length) {
    const size_t before = batch->length;
    /* A value that cannot fit is not even looked at: it may be of 4 GB. */
    if (!batch_is_name(name, name_length) || value_length > batch->limit - batch->length)
        return false;
    if (buffer_append(batch, name, name_length) &&
        (value_length == 0 ||
         (buffer_append(batch, " ", 1) && put_escaped(batch, value, value_length))) &&
        buffer_append(batch, "\n", 1))
        return true;
    buffer_truncate(batch, before);
    return false;
}

/* Puts the byte that this letter stands for behind a backslash; false if the escape is not ours. */
static bool unescape_letter(char letter, char *byte) {
    switch (letter) {
    case '\\':
        *byte = '\\';
        return true;
    case 'n':
        *byte = '\n';
        return true;
    case 'r':
        *byte = '\r';
        return true;
    case '0':
        *byte = '\0';
        return true;
    default:
        return false;
    }
}

/* Unescapes in place; the length of the result, or (size_t)-1 for an escape that is not ours. */
static size_t unescape(char *value, size_t length) {
    const char *end = value + length;
    const char *rest = value; /* what is not read yet */
    char *kept = value;       /* where it goes */
    for (;;) {
        const char *escape = memchr(rest, '\\', (size_t)(end - rest));
        const size_t plain = (size_t)((escape ? escape : end) - rest);
        if (kept != rest)
            memmove(kept, rest, plain);
        kept += plain;
        if (!escape)
            return (size_t)(kept - value);
        if (escape + 1 == end || !unescape_letter(escape[1], kept++))
            return (size_t)-1;
        rest = escape + 2;
    }
}

enum batch_result batch_take(char **position, char *end, struct batch_line *line) {
    char *start = *position;
    char *line_end = start < end ? memchr(start, '\n', (size_t)(end - start)) : NULL;
    if (!line_end)
        return BATCH_NONE;
    char *name_end = memchr(start, ' ', (size_t)(line_end - start));
    if (!name_end)
        name_end = line_end;
    if (!batch_is_name(start, (size_t)(name_end - start)))
        return BATCH_BROKEN;
    char *value = name_end < line_end ? name_end + 1 : line_end;
    const size_t length = unescape(value, (size_t)(line_end - value));
    if (length == (size_t)-1)
        return BATCH_BROKEN;
    *name_end = '\0';
    value[length] = '\0'; /* at most the line feed's place */
    *position = line_end + 1;
    *line = (struct batch_line){.name = start, .value = value, .value_length = length};
    return BATCH_LINE;
}

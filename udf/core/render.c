/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render.h"

#include <string.h>

/* What a byte of a value is written as, or NULL where it stands for itself. */
static const char *replacement(enum render_format format, char byte) {
    if (format == RENDER_TEXT)
        return (byte >= 0 && byte < 0x20) || byte == 0x7F ? " " : NULL;
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Whether so many bytes can still go in. What cannot is not even looked at: it may be of 4 GB. */
static bool has_room(const struct buffer *out, size_t length) {
    return length <= out->limit - out->length;
}

static bool put_value(struct buffer *out, enum render_format format,
                      const struct render_value *value) {
    if (value->is_html && format == RENDER_HTML)
        return buffer_append(out, value->value, value->value_length);
    if (!has_room(out, value->value_length))
        return false;
    size_t plain = 0; /* where the run of bytes begins that stand for themselves */
    for (size_t i = 0; i < value->value_length; i++) {
        const char *instead = replacement(format, value->value[i]);
        if (!instead)
            continue;
        if (!buffer_append(out, value->value + plain, i - plain) ||
            !buffer_append_literal(out, instead))
            return false;
        plain = i + 1;
    }
    return plain == value->value_length ||
           buffer_append(out, value->value + plain, value->value_length - plain);
}

static size_t count_underscores(const char *text, size_t length) {
    size_t count = 0;
    while (count < length && text[count] == '_')
        count++;
    return count;
}

bool render_name(struct render_value *value, const char *name, size_t length) {
    value->name = name;
    value->name_length = length;
    if (length > RENDER_NAME_MAX)
        return false;
    value->underscores = count_underscores(name, length);
    return value->underscores >= 2 && value->underscores < length &&
           memcmp(name + length - 2, "__", 2) == 0;
}

/*
 * The value whose placeholder stands at `text`, which begins with so many underscores. Only a
 * placeholder that begins with as many can stand there: the others are not compared, or a template
 * of nothing but underscores would take a multiple of the time.
 */
static const struct render_value *find(const char *text, size_t length, size_t underscores,
                                       const struct render_value *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (values[i].underscores == underscores && values[i].name_length <= length &&
            memcmp(values[i].name, text, values[i].name_length) == 0)
            return &values[i];
    return NULL;
}

bool render(struct buffer *out, enum render_format format, const char *template_text,
            size_t template_length, const struct render_value *values, size_t count) {
    const char *end = template_text + template_length;
    const char *plain = template_text; /* what is not written yet */
    const char *next = template_text;  /* where the search for a placeholder goes on */
    const char *run_end = next;        /* where the underscores at `next` end */
    if (!has_room(out, template_length))
        return false;
    while (next < end && (next = memchr(next, '_', (size_t)(end - next)))) {
        if (run_end <= next)
            run_end = next + count_underscores(next, (size_t)(end - next));
        const struct render_value *value =
            find(next, (size_t)(end - next), (size_t)(run_end - next), values, count);
        if (!value) {
            next++;
            continue;
        }
        if (!buffer_append(out, plain, (size_t)(next - plain)) || !put_value(out, format, value))
            return false;
        next += value->name_length;
        plain = next;
    }
    return plain == end || buffer_append(out, plain, (size_t)(end - plain));
}

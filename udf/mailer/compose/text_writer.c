/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text_writer.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST_INDENT = 8 /* lists; without a bound, nesting would blow the text up */ };

void text_writer_init(struct text_writer *writer, struct buffer *text) {
    *writer = (struct text_writer){.text = text, .start = text->length};
}

/*
 * At the buffer's limit the text is cut off. Without memory the process ends, as GLib would end it:
 * a mail with a part of its text must not go out.
 */
static void append(struct text_writer *writer, const char *bytes, size_t length) {
    const struct buffer *text = writer->text;
    if (!buffer_append(writer->text, bytes, length) && length <= text->limit - text->length)
        abort();
}

static void append_literal(struct text_writer *writer, const char *literal) {
    append(writer, literal, strlen(literal));
}

static void write_indent(struct text_writer *writer) {
    int depth = writer->list_depth < DEEPEST_INDENT ? writer->list_depth : DEEPEST_INDENT;
    if (writer->bullet && depth > 0)
        depth--;
    while (depth-- > 0)
        append_literal(writer, "  ");
    if (writer->bullet)
        append_literal(writer, "- ");
}

void text_writer_word(struct text_writer *writer, const char *bytes, size_t length) {
    const bool first = writer->text->length == writer->start;
    if (first || writer->line_ends > 0) {
        for (int i = 0; i < writer->line_ends && !first; i++)
            append_literal(writer, "\n");
        write_indent(writer);
        writer->bullet = false;
    } else if (writer->separator) {
        append_literal(writer, writer->separator);
    } else if (writer->space) {
        append_literal(writer, " ");
    }
    append(writer, bytes, length);
    writer->line_ends = 0;
    writer->separator = NULL;
    writer->space = false;
}

void text_writer_break(struct text_writer *writer, int line_ends) {
    if (!writer->separator && writer->line_ends < line_ends)
        writer->line_ends = line_ends;
}

void text_writer_line_end(struct text_writer *writer) {
    if (!writer->separator && writer->line_ends < 2)
        writer->line_ends++;
}

void text_writer_finish(struct text_writer *writer) {
    if (writer->text->length > writer->start)
        append_literal(writer, "\n");
}

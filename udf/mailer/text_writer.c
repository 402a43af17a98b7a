/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text_writer.h"

#include <string.h>

enum { DEEPEST_INDENT = 8 /* lists; without a bound, nesting would blow the text up */ };

void text_writer_init(struct text_writer *writer, struct buffer *text) {
    *writer = (struct text_writer){.text = text, .start = text->length};
}

static void write_indent(struct text_writer *writer) {
    int depth = writer->list_depth < DEEPEST_INDENT ? writer->list_depth : DEEPEST_INDENT;
    if (writer->bullet && depth > 0)
        depth--;
    while (depth-- > 0)
        buffer_append_literal(writer->text, "  ");
    if (writer->bullet)
        buffer_append_literal(writer->text, "- ");
}

/* A full buffer is no error here: the text is then cut off. */
void text_writer_word(struct text_writer *writer, const char *bytes, size_t length) {
    const bool first = writer->text->length == writer->start;
    if (first || writer->line_ends > 0) {
        for (int i = 0; i < writer->line_ends && !first; i++)
            buffer_append_literal(writer->text, "\n");
        write_indent(writer);
        writer->bullet = false;
    } else if (writer->separator) {
        buffer_append_literal(writer->text, writer->separator);
    } else if (writer->space) {
        buffer_append_literal(writer->text, " ");
    }
    buffer_append(writer->text, bytes, length);
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
        buffer_append_literal(writer->text, "\n");
}

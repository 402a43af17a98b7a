/*
 * Placeholders: the same as a plain second way to do it, and nothing of a value unescaped.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/render.h"
#include "fuzz.h"

enum { VALUES = 4, LIMIT = 1 << 22 };

static void put_byte(struct buffer *out, enum render_format format, bool is_html, char byte) {
    static const struct {
        char byte;
        const char *entity;
    } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    if (format == RENDER_TEXT && ((unsigned char)byte < 0x20 || byte == 0x7f))
        byte = ' ';
    for (size_t i = 0; format == RENDER_HTML && !is_html && i < 5; i++)
        if (entities[i].byte == byte) {
            REQUIRE(buffer_append_literal(out, entities[i].entity));
            return;
        }
    REQUIRE(buffer_append(out, &byte, 1));
}

/* The first value whose name stands at this place. */
static const struct render_value *value_at(const struct text *text, size_t place,
                                           const struct render_value *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (text->length - place >= values[i].name_length &&
            strncmp(text->bytes + place, values[i].name, values[i].name_length) == 0)
            return &values[i];
    return NULL;
}

static void render_plainly(struct buffer *out, enum render_format format, const struct text *text,
                           const struct render_value *values, size_t count) {
    for (size_t place = 0; place < text->length;) {
        const struct render_value *value = value_at(text, place, values, count);
        for (size_t i = 0; value && i < value->value_length; i++)
            put_byte(out, format, value->is_html, value->value[i]);
        if (!value)
            REQUIRE(buffer_append(out, text->bytes + place, 1));
        place += value ? value->name_length : 1;
    }
}

static bool has_markup(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (text[i] == '<' || text[i] == '>' || text[i] == '"' || text[i] == '\'')
            return true;
    return false;
}

static void check(enum render_format format, const struct text *text,
                  const struct render_value *values, size_t count, bool markup) {
    struct buffer out;
    struct buffer expected;
    buffer_init(&out, LIMIT);
    buffer_init(&expected, LIMIT);
    REQUIRE(render(&out, format, text->bytes, text->length, values, count));
    render_plainly(&expected, format, text, values, count);
    REQUIRE(out.length == expected.length &&
            (out.length == 0 || memcmp(out.bytes, expected.bytes, out.length) == 0));
    REQUIRE(format == RENDER_TEXT || markup || !has_markup(out.bytes, out.length));
    const size_t length = out.length;
    buffer_free(&out);
    buffer_init(&out, length > 0 ? length - 1 : 0);
    /* One byte less is never enough; a template or value that is larger by itself is not even
     * tried. */
    REQUIRE(length == 0 || !render(&out, format, text->bytes, text->length, values, count));
    REQUIRE(out.length <= out.limit);
    buffer_free(&out);
    buffer_free(&expected);
}

/* Fields: flags, then pairs of placeholder and value, then the template. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    struct render_value values[VALUES];
    const unsigned flags = fuzz_number(&input);
    size_t count = 0;
    bool markup = false;
    for (unsigned i = 0; i < VALUES; i++) {
        const struct text name = fuzz_field(&input);
        const struct text value = fuzz_field(&input);
        if (!render_name(&values[count], name.bytes, name.length) ||
            memchr(name.bytes, '\0', name.length)) /* the plain way would end there */
            continue;
        values[count].value = value.bytes;
        values[count].value_length = value.length;
        values[count].is_html = (flags >> i & 1) != 0;
        markup = markup || (values[count].is_html && has_markup(value.bytes, value.length));
        count++;
    }
    const struct text text = fuzz_rest(&input);
    markup = markup || has_markup(text.bytes, text.length);
    check(RENDER_HTML, &text, values, count, markup);
    check(RENDER_TEXT, &text, values, count, markup);
    fuzz_close(&input);
    return 0;
}

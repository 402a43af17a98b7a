/*
 * ticketstock_render: puts values into a template.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     SELECT ticketstock_render(template, 'html', '__QTY__', quantity, …)
 *
 * Argument 1: the template. Argument 2: the format, a constant: `html` (values are escaped) or
 * `text` (values stand as they are, control characters as blanks). Then pairs of a placeholder, a
 * constant (render_name()), and its value, PAIRS_MAX at most; a value NULL is empty; a DOUBLE
 * stands there as the ERP prints a quantity (number_text.h); a placeholder given as
 * `html:__NAME__` goes into HTML unescaped, and its value NULL makes the result NULL: it may be a
 * rendering that was too large. All texts UTF-8; the result is binary to the server, so CONVERT it.
 * NULL too if the template is NULL, template or result would pass UDF_RESULT_MAX, a placeholder is
 * none any more or memory is out. Error 1123 if the form of the arguments is wrong.
 */
#include "core/number_text.h"
#include "core/render.h"
#include "udf.h"

#include <stdlib.h>
#include <string.h>

enum {
    FIRST_PAIR = 2,
    PAIRS_MAX = 64 /* each costs time at every `__` of the template, and nothing ends a call */
};

static const char html_prefix[] = "html:";

struct rendering {
    struct buffer result;
    enum render_format format;
    size_t count;
    char (*numbers)[NUMBER_TEXT_SIZE]; /* one for each value that is a DOUBLE, in their order */
    struct render_value values[];      /* set in every row */
};

/* A placeholder, or one behind `html:`. */
static bool set_name(struct render_value *value, const char *name, size_t length) {
    const size_t prefix = sizeof html_prefix - 1;
    value->is_html = length > prefix && memcmp(name, html_prefix, prefix) == 0;
    return value->is_html ? render_name(value, name + prefix, length - prefix)
                          : render_name(value, name, length);
}

/* As udf_take_pairs, but a value that is a DOUBLE stays one; `count`: how many there are. */
static bool take_pairs(UDF_ARGS *arguments, size_t *count, char *message) {
    bool is_number[PAIRS_MAX] = {false};
    const unsigned last = FIRST_PAIR + 2 * PAIRS_MAX;
    *count = 0;
    for (unsigned i = FIRST_PAIR; i + 1 < arguments->arg_count && i < last; i += 2)
        is_number[(i - FIRST_PAIR) / 2] = arguments->arg_type[i + 1] == REAL_RESULT;
    if (!udf_take_pairs(arguments, FIRST_PAIR, message))
        return false;
    for (unsigned i = FIRST_PAIR; i < arguments->arg_count && i < last; i += 2)
        if (is_number[(i - FIRST_PAIR) / 2]) {
            arguments->arg_type[i + 1] = REAL_RESULT;
            ++*count;
        }
    return true;
}

my_bool ticketstock_render_init(UDF_INIT *init, UDF_ARGS *arguments, char *message) {
    if (arguments->arg_count < FIRST_PAIR || arguments->arg_type[1] != STRING_RESULT ||
        !arguments->args[1] ||
        !(udf_is_named(arguments, 1, "html") || udf_is_named(arguments, 1, "text")))
        return udf_refuse(message, "argument 2 must be the constant 'html' or 'text'");
    size_t numbers;
    if (!take_pairs(arguments, &numbers, message))
        return 1;
    arguments->arg_type[0] = STRING_RESULT;
    const size_t count = (arguments->arg_count - FIRST_PAIR) / 2;
    if (count > PAIRS_MAX)
        return udf_refuse(message, "arguments: more than 64 placeholders");
    /* The texts of numbers follow the values. */
    const size_t size = sizeof(struct rendering) + count * sizeof(struct render_value);
    struct rendering *rendering = malloc(size + numbers * NUMBER_TEXT_SIZE);
    if (!rendering)
        return udf_refuse(message, "out of memory");
    buffer_init(&rendering->result, UDF_RESULT_MAX);
    rendering->format = udf_is_named(arguments, 1, "html") ? RENDER_HTML : RENDER_TEXT;
    rendering->count = count;
    rendering->numbers = (char(*)[NUMBER_TEXT_SIZE])((char *)rendering + size);
    for (unsigned i = FIRST_PAIR; i < arguments->arg_count; i += 2)
        if (!set_name(&rendering->values[(i - FIRST_PAIR) / 2], arguments->args[i],
                      arguments->lengths[i])) {
            free(rendering);
            return udf_refuse(message, "a placeholder must look like __NAME__ or html:__NAME__, of at most 255 bytes");
        }
    init->ptr = (char *)rendering;
    init->maybe_null = 1;
    init->max_length = UDF_RESULT_MAX;
    return 0;
}

void ticketstock_render_deinit(UDF_INIT *init) {
    struct rendering *rendering = (struct rendering *)(void *)init->ptr;
    buffer_free(&rendering->result);
    free(rendering);
}

/*
 * Takes the values of this row, and the names again: what was a constant in the init call may have
 * been a user variable, and is NULL or no placeholder by now. False then, and where HTML is NULL.
 */
static bool take_row(struct rendering *rendering, const UDF_ARGS *arguments) {
    char(*number)[NUMBER_TEXT_SIZE] = rendering->numbers;
    for (size_t i = 0; i < rendering->count; i++) {
        struct render_value *value = &rendering->values[i];
        const size_t argument = FIRST_PAIR + 2 * i;
        if (!set_name(value, arguments->args[argument], arguments->lengths[argument]))
            return false;
        value->value = arguments->args[argument + 1];
        value->value_length = value->value ? arguments->lengths[argument + 1] : 0;
        if (value->value && arguments->arg_type[argument + 1] == REAL_RESULT) {
            double read;
            memcpy(&read, value->value, sizeof read);
            value->value_length = number_text(*number, read);
            value->value = *number++;
        }
        if (value->is_html && !value->value)
            return false;
    }
    return true;
}

char *ticketstock_render(UDF_INIT *init, UDF_ARGS *arguments, char *result, unsigned long *length,
                         char *is_null, char *error) {
    struct rendering *rendering = (struct rendering *)(void *)init->ptr;
    buffer_truncate(&rendering->result, 0);
    *is_null = !arguments->args[0];
    if (*is_null)
        return NULL;
    if (!take_row(rendering, arguments) ||
        !render(&rendering->result, rendering->format, arguments->args[0], arguments->lengths[0],
                rendering->values, rendering->count)) {
        *is_null = 1;
        *error = 1;
        return NULL;
    }
    *length = rendering->result.length;
    return rendering->result.bytes ? rendering->result.bytes : result;
}

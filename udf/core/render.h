/*
 * Puts values into a template, in one pass.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A placeholder is two underscores, a name, two underscores, as in Dolibarr's own templates. A
 * value that looks like a placeholder stays a value. Text and values are UTF-8.
 */
#ifndef TICKETSTOCK_RENDER_H
#define TICKETSTOCK_RENDER_H

#include "shared/buffer.h"

enum render_format {
    RENDER_TEXT, /* values as they are, control characters as blanks: subjects, names */
    RENDER_HTML  /* values escaped for element content and quoted attributes */
};

struct render_value {
    const char *name; /* the whole placeholder: __QTY__; these three are set by render_name() */
    size_t name_length;
    size_t underscores; /* that it begins with */
    const char *value; /* may be NULL where value_length is 0 */
    size_t value_length;
    bool is_html; /* goes into HTML as it is */
};

enum { RENDER_NAME_MAX = 255 }; /* bytes of a placeholder */

/* Names a value. False if the name is no placeholder, one of underscores alone, or too long. */
bool render_name(struct render_value *value, const char *name, size_t length);

/*
 * Appends the template to `out` with every placeholder replaced that `values` names; others stay
 * as they stand. False without memory or if the buffer has no room for the result, or for
 * the template alone.
 */
bool render(struct buffer *out, enum render_format format, const char *template_text,
            size_t template_length, const struct render_value *values, size_t count);

#endif

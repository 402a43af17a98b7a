/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clean.h"

#include <glib.h>
#include <stdbool.h>

static char *make_valid(const struct text *text) {
    return text->length > 0 ? g_utf8_make_valid(text->bytes, (gssize)text->length) : g_strdup("");
}

/* Also U+2028 and U+2029, which some readers take for line ends, and C1 controls. */
static bool is_blank(gunichar character) {
    const GUnicodeType type = g_unichar_type(character);
    return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
           type == G_UNICODE_PARAGRAPH_SEPARATOR || character == ' ';
}

/* Turns the direction of what follows, also of words of ours (Unicode's Bidi_Control, but for its marks). */
static bool is_turn(gunichar character) {
    return (character >= 0x202a && character <= 0x202e) ||
           (character >= 0x2066 && character <= 0x2069);
}

char *clean_header(const struct text *text, size_t limit) {
    char *valid = make_valid(text);
    GString *clean = g_string_new(NULL);
    size_t count = 0;      /* characters in `clean` */
    gsize before_last = 0; /* where the last character that may stay begins */
    bool blank = false;
    for (const char *c = valid; *c; c = g_utf8_next_char(c)) {
        const gunichar character = g_utf8_get_char(c);
        if (is_blank(character)) {
            blank = count > 0;
            continue;
        }
        if (is_turn(character))
            continue;
        const size_t added = blank ? 2 : 1;
        if (count + added > limit) {
            /* Room for the ellipsis: `clean` has limit or limit - 1 characters here. */
            if (count == limit)
                g_string_truncate(clean, before_last);
            g_string_append(clean, "\u2026");
            break;
        }
        if (blank)
            g_string_append_c(clean, ' ');
        before_last = clean->len;
        g_string_append_unichar(clean, character);
        count += added;
        blank = false;
    }
    g_free(valid);
    return g_string_free(clean, FALSE);
}

/* C1 controls are U+0080 to U+009F: in UTF-8 C2 and the byte of the same value. */
static bool is_c1(const unsigned char *bytes) {
    return bytes[0] == 0xc2 && bytes[1] < 0xa0;
}

/* By bytes: a mail is mostly ASCII, and GLib's functions look every character up. */
char *clean_body(const struct text *text) {
    char *valid = make_valid(text);
    char *kept = valid;
    for (const char *c = valid; *c;) {
        const char byte = *c;
        const bool c1 = is_c1((const unsigned char *)c);
        c += c1 || (byte == '\r' && c[1] == '\n') ? 2 : 1;
        if (byte == '\r')
            *kept++ = '\n';
        else if (c1 || g_ascii_iscntrl(byte))
            *kept++ = byte == '\n' || byte == '\t' ? byte : ' ';
        else
            *kept++ = byte;
    }
    *kept = '\0';
    return valid;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "header_words.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum {
    PAYLOAD_MAX = 52,    /* characters between `=?UTF-8?Q?` and `?=`: 64 in all, on a line of 76 */
    PLAIN_MAX = 60,      /* characters of a name that goes on one line as it is */
    NAME_MAX_LENGTH = 9, /* characters of the longest field name, with colon and space */
    LINE_LENGTH = 76,    /* characters of a line, field name included */
    WORD_MAX = LINE_LENGTH - NAME_MAX_LENGTH /* a longer word would not fit on the first line */
};

/* May stand for itself in a Q word inside a phrase (RFC 2047, 5 (3)). */
static bool is_safe(char byte) {
    return g_ascii_isalnum(byte) || (byte != '\0' && strchr("!*+-/", byte));
}

/* Text that needs no encoding and that no reader would decode. */
static bool is_plain(const char *text) {
    return g_str_is_ascii(text) && !strstr(text, "=?");
}

/* Whether a fold can stand between any two of its words: at a blank (RFC 5322, 2.2.3). */
static bool has_short_words(const char *text) {
    for (size_t length; *text; text += length + strspn(text + length, " ")) {
        length = strcspn(text, " ");
        if (length > WORD_MAX)
            return false;
    }
    return true;
}

/* A line feed before the blank that the next word would be too far behind. */
static char *fold(const char *text) {
    GString *folded = g_string_new(NULL);
    size_t column = NAME_MAX_LENGTH;
    while (*text) {
        const size_t length = strspn(text, " ") + strcspn(text + strspn(text, " "), " ");
        const bool fits = column + length <= LINE_LENGTH;
        if (!fits)
            g_string_append_c(folded, '\n');
        column = (fits ? column : 0) + length;
        g_string_append_len(folded, text, (gssize)length);
        text += length;
    }
    return g_string_free(folded, FALSE);
}

static size_t encoded_length(char byte) {
    return is_safe(byte) || byte == ' ' ? 1 : 3;
}

static void append_encoded(GString *words, char byte) {
    if (byte == ' ')
        g_string_append_c(words, '_');
    else if (is_safe(byte))
        g_string_append_c(words, byte);
    else
        g_string_append_printf(words, "=%02X", (unsigned)(unsigned char)byte);
}

/* How many bytes go into the next word: whole characters (RFC 2047, 5). */
static size_t next_word(const char *text) {
    size_t length = 0;
    size_t payload = 0;
    while (text[length]) {
        const size_t longer = (size_t)(g_utf8_next_char(text + length) - text);
        for (size_t i = length; i < longer; i++)
            payload += encoded_length(text[i]);
        if (payload > PAYLOAD_MAX)
            break;
        length = longer;
    }
    return length;
}

/*
 * Q words even where B words would be shorter: readers that use GMime join B words before they
 * decode them, and lose what follows one that ends with padding. The blank between two words does
 * not count, so that a fold changes nothing.
 */
static char *encode(const char *text) {
    GString *words = g_string_new(NULL);
    while (*text) {
        const char *end = text + next_word(text);
        g_string_append(words, words->len > 0 ? "\n =?UTF-8?Q?" : "=?UTF-8?Q?");
        while (text < end)
            append_encoded(words, *text++);
        g_string_append(words, "?=");
    }
    return g_string_free(words, FALSE);
}

char *header_words_text(const char *text) {
    return is_plain(text) && has_short_words(text) ? fold(text) : encode(text);
}

char *header_words_phrase(const char *text) {
    if (!is_plain(text) || strlen(text) > PLAIN_MAX)
        return encode(text);
    GString *quoted = g_string_new("\"");
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_c(quoted, '\\');
        g_string_append_c(quoted, *c);
    }
    g_string_append_c(quoted, '"');
    const bool fits = quoted->len <= PLAIN_MAX + 2;
    char *phrase = g_string_free(quoted, FALSE);
    if (fits)
        return phrase;
    g_free(phrase);
    return encode(text);
}

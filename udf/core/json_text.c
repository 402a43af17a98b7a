/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json_text.h"

#include <stdio.h>

/*
 * Length of the well-formed UTF-8 character at `bytes`, or 0. The second byte's range depends on
 * the first (RFC 3629, section 4): no overlong forms, no surrogates, nothing above U+10FFFF.
 */
static size_t utf8_length(const unsigned char *bytes, size_t left) {
    const unsigned char first = bytes[0];
    if (first < 0x80)
        return 1;
    const size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                          : first >= 0xE0 && first <= 0xEF ? 3
                          : first >= 0xF0 && first <= 0xF4 ? 4
                                                           : 0;
    if (length == 0 || length > left)
        return 0;
    const unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

static bool put_character(struct buffer *json, const unsigned char *bytes, size_t length) {
    const unsigned char first = bytes[0];
    if (first == '"' || first == '\\')
        return buffer_append(json, "\\", 1) && buffer_append(json, bytes, 1);
    if (first < 0x20 || first == 0x7F) {
        char escape[8];
        snprintf(escape, sizeof escape, "\\u%04x", (unsigned)first);
        return buffer_append(json, escape, 6);
    }
    return buffer_append(json, bytes, length);
}

bool json_put_string(struct buffer *json, const char *bytes, size_t length) {
    const unsigned char *position = (const unsigned char *)bytes;
    if (!buffer_append(json, "\"", 1))
        return false;
    while (length > 0) {
        const size_t character = utf8_length(position, length);
        const bool fits = character ? put_character(json, position, character)
                                    : buffer_append_literal(json, "\xEF\xBF\xBD");
        if (!fits)
            return false;
        position += character ? character : 1;
        length -= character ? character : 1;
    }
    return buffer_append(json, "\"", 1);
}

bool json_put_number(struct buffer *json, unsigned long long number) {
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%llu", number);
    return length > 0 && buffer_append(json, digits, (size_t)length);
}

/*
 * A strict reader of JSON (RFC 8259), for what the library writes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_JSON_CHECK_H
#define TICKETSTOCK_JSON_CHECK_H

#include "fuzz.h"

enum { JSON_DEPTH_MAX = 8 };

/* The end of the JSON string at `text`, or NULL; decoded to `decoded` (of end - text bytes) unless
 * that is NULL. Escapes of control characters and U+0000 to U+007F only, as ours are. */
static inline const char *json_string(const char *text, const char *end, char *decoded,
                                      size_t *length) {
    size_t count = 0;
    if (text == end || *text++ != '"')
        return NULL;
    for (; text < end && *text != '"'; text++) {
        char byte = *text;
        if ((unsigned char)byte < 0x20)
            return NULL;
        if (byte == '\\') {
            unsigned value;
            char digits[5] = "";
            if (++text == end)
                return NULL;
            byte = *text;
            if (byte == 'u') {
                if (end - text < 5)
                    return NULL;
                memcpy(digits, text + 1, 4);
                if (strspn(digits, "0123456789abcdefABCDEF") != 4 ||
                    sscanf(digits, "%x", &value) != 1 || value > 0x7F)
                    return NULL;
                text += 4;
                byte = (char)value;
            } else if (byte != '"' && byte != '\\') {
                return NULL;
            }
        }
        if (decoded)
            decoded[count] = byte;
        count++;
    }
    if (length)
        *length = count;
    return text < end ? text + 1 : NULL;
}

static inline const char *json_digits(const char *text, const char *end) {
    const char *start = text;
    while (text < end && *text >= '0' && *text <= '9')
        text++;
    return text == start || (*start == '0' && text - start > 1) ? NULL : text;
}

/* The end of the value at `text`, or NULL. Numbers are unsigned and blanks are none, as ours. */
static inline const char *json_value(const char *text, const char *end, int depth) {
    if (!text || text == end || depth == JSON_DEPTH_MAX)
        return NULL;
    if (*text == '"')
        return json_string(text, end, NULL, NULL);
    if (end - text >= 4 && (memcmp(text, "true", 4) == 0 || memcmp(text, "null", 4) == 0))
        return text + 4;
    if (end - text >= 5 && memcmp(text, "false", 5) == 0)
        return text + 5;
    if (*text != '{' && *text != '[')
        return json_digits(text, end);
    const bool object = *text == '{';
    const char close = object ? '}' : ']';
    if (++text < end && *text == close)
        return text + 1;
    for (;; text++) {
        if (object) {
            text = json_string(text, end, NULL, NULL);
            if (!text || text == end || *text++ != ':')
                return NULL;
        }
        text = json_value(text, end, depth + 1);
        if (!text || text == end || (*text != ',' && *text != close))
            return NULL;
        if (*text == close)
            return text + 1;
    }
}

static inline bool json_is_valid(const char *text, size_t length) {
    return fuzz_is_utf8(text, length) && json_value(text, text + length, 0) == text + length;
}

#endif

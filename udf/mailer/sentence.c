/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sentence.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool sentence_fail(char *error, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(error, SENTENCE_MAX, format, values);
    va_end(values);
    return false;
}

const char *sentence_quote(char *quoted, const char *value, size_t length) {
    static const char dots[] = "...";
    const bool whole = length < SENTENCE_QUOTE_MAX;
    const size_t kept = whole ? length : SENTENCE_QUOTE_MAX - sizeof dots;
    for (size_t i = 0; i < kept; i++)
        quoted[i] = (unsigned char)value[i] < ' ' || value[i] == 0x7f ? '?' : value[i];
    memcpy(quoted + kept, whole ? "" : dots, whole ? 1 : sizeof dots);
    return quoted;
}

/*
 * Error sentences, in the style of msmtp: a result, and a sentence in the caller's buffer that is
 * untouched on success.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_SENTENCE_H
#define TICKETSTOCK_MAILER_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SENTENCE_MAX = 512,      /* bytes with the NUL: what every `char *error` has room for */
    SENTENCE_QUOTE_MAX = 128 /* bytes with the NUL: what a quoted value has room for */
};

/* Writes a sentence (cut at SENTENCE_MAX). Always false, so that `return sentence_fail(…)` reads.
 */
bool sentence_fail(char *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Copies a value for use in a sentence: control characters become `?`, and a value that is too long
 * ends in `...`. Returns `quoted` (of SENTENCE_QUOTE_MAX bytes), NUL-terminated.
 */
const char *sentence_quote(char *quoted, const char *value, size_t length);

#endif

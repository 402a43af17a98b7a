/*
 * Hides SMTP extensions that libesmtp must not use, while it reads the reply to EHLO.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_EXTENSIONS_H
#define TICKETSTOCK_MAILER_EXTENSIONS_H

#include <stddef.h>

enum { EXTENSIONS_WORD_MAX = 20 }; /* at least the longest hidden word */

/* The last bytes that were seen, in upper case, so that a word may come in pieces. */
struct extension_filter {
    char window[EXTENSIONS_WORD_MAX];
};

/* To be called before the first byte of each reply to EHLO. */
void extensions_begin(struct extension_filter *filter);

/*
 * Changes the last letter of every hidden word in bytes[0..length), in any letter case and also if
 * its first letters came in pieces before; and makes bytes outside ASCII a `?`.
 */
void extensions_hide(struct extension_filter *filter, char *bytes, size_t length);

#endif

/*
 * Writes text into header fields (RFC 5322, RFC 2047).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GMime 3.2 does this too, and was measured to leave a text as it is that only looks like an
 * encoded word (readers would decode what somebody typed: `=?utf-8?q?=0aBcc:?=`), and to write
 * encoded words of 121 characters where RFC 2047 allows 75.
 *
 * `text` is what clean_header() makes: valid UTF-8 on one line. Results are ASCII, folded with a
 * line feed and a space to lines of at most 76 characters including a field name of up to 9,
 * NUL-terminated, owned by the caller (g_free).
 */
#ifndef TICKETSTOCK_MAILER_HEADER_WORDS_H
#define TICKETSTOCK_MAILER_HEADER_WORDS_H

/* For an unstructured field such as Subject. ASCII is only folded, so that readers without RFC 2047
 * (logs, filters, searches) find its words. */
char *header_words_text(const char *text);

/* For a display name: a quoted string or encoded words, so that it is never read as an address. */
char *header_words_phrase(const char *text);

#endif

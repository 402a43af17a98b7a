/*
 * Finds where the head of an HTML document ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_HTML_HEAD_H
#define TICKETSTOCK_MAILER_HTML_HEAD_H

/*
 * What follows `</head>` in a document that begins, after blanks and a doctype, with `<html>` and
 * `<head>`; all of `html` (NUL-terminated) where it does not, or where the head has no such end
 * before `<body`.
 */
const char *html_head_skip(const char *html);

#endif

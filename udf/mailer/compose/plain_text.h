/*
 * Text for readers without HTML, made from the HTML of a mail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paragraphs and headings stand between blank lines (never more than one), list items begin with
 * `- `, a table has a line for each row: two cells read `Label: value`, more are separated by tabs.
 * A link becomes `text <url>`, or just its text where that is the url. Scripts, styles and the head
 * are dropped, blanks collapse, entities become characters. Elements may be nested at any depth.
 */
#ifndef TICKETSTOCK_MAILER_PLAIN_TEXT_H
#define TICKETSTOCK_MAILER_PLAIN_TEXT_H

#include "shared/buffer.h"

/*
 * Appends the text of `html` (UTF-8, NUL-terminated) to `text`: UTF-8, lines end with a line feed.
 * Never fails: of garbage it makes what it can, at worst nothing; at the buffer's limit the rest is
 * missing, and without memory the process ends (libxml2 needs message_init() for that). Loads
 * nothing from the network; the depth of the HTML costs no stack.
 */
void plain_text_append(const char *html, struct buffer *text);

#endif

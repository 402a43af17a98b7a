/*
 * HTML that somebody else has written, made fit to stand within a mail of ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A customer's message goes to users, an agent's to customers, in mails that come from us. So it
 * can neither run, load nor hide anything, nor end what stands around it: what comes out is written
 * anew from its tree, each element closed. Kept are paragraphs, lists, tables, headings, quotes,
 * emphasis, and links to the web, a mail address or a telephone. Of other elements only the content
 * stays; of scripts, styles, embedded things and fields of forms nothing. No attribute but a link's
 * target and the span of a cell. An image becomes its words, in brackets: to load one tells who
 * reads.
 */
#ifndef TICKETSTOCK_MAILER_FOREIGN_HTML_H
#define TICKETSTOCK_MAILER_FOREIGN_HTML_H

#include <glib.h>

enum {
    FOREIGN_DEPTH_MAX = 60 /* elements within each other; of deeper ones the content stays */
};

/*
 * Appends what may stay of `html` (UTF-8, NUL-terminated) to `mail`. Text without any tag keeps its
 * line ends. Never fails; without memory the process ends (message_init()). The depth of the HTML
 * costs no stack.
 */
void foreign_html_append(const char *html, GString *mail);

#endif

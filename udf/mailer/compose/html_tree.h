/*
 * The tree of an HTML document, as far as it says something.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_HTML_TREE_H
#define TICKETSTOCK_MAILER_HTML_TREE_H

#include <libxml/tree.h>

/*
 * Parses `html` (UTF-8 whatever a <meta> in it says, NUL-terminated), the way browsers do: never an
 * error. The tree may be without the head, which says nothing and takes an eighth of the time of
 * composing a mail. Owned by the caller (xmlFreeDoc); NULL if there is nothing.
 */
xmlDocPtr html_tree_parse(const char *html);

/*
 * Where an `<a>` leads: to the web, a mail address or a telephone, without blanks and angle
 * brackets and of a length that is worth printing. Owned by the caller (xmlFree); NULL if
 * elsewhere.
 */
char *html_tree_link(const xmlNode *node);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html_head.h"

#include <string.h>
#include <strings.h>

#define BLANKS " \t\r\n\f"

/* What follows the tag of this name that the text begins with, after blanks; NULL if it does not.
 */
static const char *skip_tag(const char *html, const char *tag) {
    const char *start = html + strspn(html, BLANKS);
    const size_t length = strlen(tag);
    if (strncasecmp(start, tag, length) != 0 || strcspn(start + length, ">" BLANKS) != 0)
        return NULL;
    const char *end = strchr(start, '>');
    return end ? end + 1 : NULL;
}

const char *html_head_skip(const char *html) {
    const char *document = skip_tag(html, "<!doctype");
    const char *root = skip_tag(document ? document : html, "<html");
    const char *head = root ? skip_tag(root, "<head") : NULL;
    const char *end = head ? strcasestr(head, "</head>") : NULL;
    const char *body = end ? strcasestr(head, "<body") : NULL;
    return end && !(body && body < end) ? end + strlen("</head>") : html;
}

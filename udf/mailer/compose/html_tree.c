/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html_tree.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define BLANKS " \t\r\n\f"

enum { LINK_MAX = 2000 /* bytes of a url that is worth printing */ };

/* What follows the tag that the text begins with, after blanks; NULL if it is another one. */
static const char *skip_tag(const char *html, const char *tag) {
    const char *start = html + strspn(html, BLANKS);
    const size_t length = strlen(tag);
    if (strncasecmp(start, tag, length) != 0 || strcspn(start + length, ">" BLANKS) != 0)
        return NULL;
    const char *end = strchr(start, '>');
    return end ? end + 1 : NULL;
}

/*
 * What follows `</head>` in a document that begins, after blanks and a doctype, with `<html>` and
 * `<head>`; all of it where it does not, or where the head has no such end before `<body`.
 */
static const char *skip_head(const char *html) {
    const char *document = skip_tag(html, "<!doctype");
    const char *root = skip_tag(document ? document : html, "<html");
    const char *head = root ? skip_tag(root, "<head") : NULL;
    const char *end = head ? strcasestr(head, "</head>") : NULL;
    const char *body = end ? strcasestr(head, "<body") : NULL;
    return end && !(body && body < end) ? end + strlen("</head>") : html;
}

enum {
    OPTIONS = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
              HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT
};

/*
 * Without it libxml2 stops at the 257th nested element, and the rest of the text is missing without
 * a word. Before 2.14 there is no option for HTML, but its parser looks at that for XML.
 */
#if LIBXML_VERSION >= 21400
static int any_depth(htmlParserCtxtPtr parser) {
    (void)parser;
    return HTML_PARSE_HUGE;
}
#else
static int any_depth(htmlParserCtxtPtr parser) {
    parser->options |= XML_PARSE_HUGE;
    return 0;
}
#endif

xmlDocPtr html_tree_parse(const char *html) {
    const char *body = skip_head(html);
    const size_t length = strlen(body);
    htmlParserCtxtPtr parser = length > 0 && length <= INT_MAX ? htmlNewParserCtxt() : NULL;
    if (!parser)
        return NULL;
    xmlDocPtr document =
        htmlCtxtReadMemory(parser, body, (int)length, NULL, "UTF-8", OPTIONS | any_depth(parser));
    htmlFreeParserCtxt(parser);
    return document;
}

static bool is_web_link(const char *url) {
    return strncasecmp(url, "http://", 7) == 0 || strncasecmp(url, "https://", 8) == 0 ||
           strncasecmp(url, "mailto:", 7) == 0 || strncasecmp(url, "tel:", 4) == 0;
}

char *html_tree_link(const xmlNode *node) {
    char *url = (char *)xmlGetProp(node, (const xmlChar *)"href");
    if (url && strlen(url) <= LINK_MAX && is_web_link(url) && !strpbrk(url, "<> \t\r\n"))
        return url;
    xmlFree(url);
    return NULL;
}

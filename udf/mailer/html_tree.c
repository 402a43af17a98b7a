/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html_tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <limits.h>
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

/* `attributes`: name and value in turn, then NULL; or NULL if there are none. */
static void start_element(void *context, const xmlChar *name, const xmlChar **attributes) {
    const xmlChar *kept[2 * 2 + 1] = {NULL}; /* the parser passes each name once */
    size_t count = 0;
    for (size_t i = 0; attributes && attributes[i] && count < 4; i += 2)
        if (xmlStrEqual(attributes[i], BAD_CAST "href") ||
            xmlStrEqual(attributes[i], BAD_CAST "alt")) {
            kept[count++] = attributes[i];
            kept[count++] = attributes[i + 1];
        }
    xmlSAX2StartElement(context, name, count > 0 ? kept : NULL);
}

xmlDocPtr html_tree_parse(const char *html) {
    const char *body = skip_head(html);
    const size_t length = strlen(body);
    if (length == 0 || length > INT_MAX)
        return NULL;
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    if (!parser)
        return NULL;
    parser->sax->startElement = start_element;
    xmlDocPtr document =
        htmlCtxtReadMemory(parser, body, (int)length, NULL, "UTF-8",
                           HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                               HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
    htmlFreeParserCtxt(parser);
    return document;
}

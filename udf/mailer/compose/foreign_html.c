/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foreign_html.h"

#include "html_tree.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What becomes of an element. */
enum fate {
    CONTENT, /* its content stays */
    KEPT,
    VOID, /* kept, has no content */
    TABLE,
    IN_TABLE, /* kept within a table of its own: it would end a cell of ours */
    CELL,     /* the same */
    LINK,
    IMAGE,
    DROPPED
};

static const struct {
    const char *name;
    enum fate fate;
} elements[] = {
    {"a", LINK},           {"audio", DROPPED},    {"b", KEPT},         {"blockquote", KEPT},
    {"br", VOID},          {"button", DROPPED},   {"canvas", DROPPED}, {"caption", IN_TABLE},
    {"code", KEPT},        {"dd", KEPT},          {"del", KEPT},       {"div", KEPT},
    {"dl", KEPT},          {"dt", KEPT},          {"em", KEPT},        {"embed", DROPPED},
    {"h1", KEPT},          {"h2", KEPT},          {"h3", KEPT},        {"h4", KEPT},
    {"h5", KEPT},          {"h6", KEPT},          {"head", DROPPED},   {"hr", VOID},
    {"i", KEPT},           {"iframe", DROPPED},   {"img", IMAGE},      {"input", DROPPED},
    {"ins", KEPT},         {"li", KEPT},          {"math", DROPPED},   {"noframes", DROPPED},
    {"noscript", DROPPED}, {"object", DROPPED},   {"ol", KEPT},        {"p", KEPT},
    {"pre", KEPT},         {"s", KEPT},           {"script", DROPPED}, {"select", DROPPED},
    {"small", KEPT},       {"strong", KEPT},      {"style", DROPPED},  {"sub", KEPT},
    {"sup", KEPT},         {"svg", DROPPED},      {"table", TABLE},    {"tbody", IN_TABLE},
    {"td", CELL},          {"template", DROPPED}, {"tfoot", IN_TABLE}, {"textarea", DROPPED},
    {"th", CELL},          {"thead", IN_TABLE},   {"title", DROPPED},  {"tr", IN_TABLE},
    {"u", KEPT},           {"ul", KEPT},          {"video", DROPPED},
};

struct walk {
    GString *mail;
    size_t open;    /* elements that are written and not closed */
    size_t skipped; /* elements within these that were too deep */
    size_t tables;  /* tables among `open` */
    bool keeps_line_ends;
};

static enum fate fate_of(const xmlNode *node) {
    if (node->type == XML_DOCUMENT_NODE || node->type == XML_HTML_DOCUMENT_NODE)
        return CONTENT;
    if (node->type != XML_ELEMENT_NODE)
        return DROPPED;
    const char *name = (const char *)node->name; /* the parser has made it lower case */
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (*elements[i].name == *name && strcmp(name, elements[i].name) == 0)
            return elements[i].fate;
    return CONTENT;
}

static void write_text(struct walk *walk, const char *text) {
    for (const char *byte = text; *byte; byte++) {
        if (*byte == '&')
            g_string_append(walk->mail, "&amp;");
        else if (*byte == '<')
            g_string_append(walk->mail, "&lt;");
        else if (*byte == '>')
            g_string_append(walk->mail, "&gt;");
        else if (*byte == '"')
            g_string_append(walk->mail, "&quot;");
        else if (*byte == '\n' && walk->keeps_line_ends)
            g_string_append(walk->mail, "<br>\n");
        else
            g_string_append_c(walk->mail, *byte);
    }
}

/* The number of cells, 2 to 99, that this attribute says; 0: one. */
static unsigned span_of(const xmlNode *node, const char *attribute) {
    char *value = (char *)xmlGetProp(node, (const xmlChar *)attribute);
    const size_t length = value ? strspn(value, "0123456789") : 0;
    const unsigned span = length == 1 || length == 2 ? (unsigned)strtoul(value, NULL, 10) : 0;
    xmlFree(value);
    return span > 1 ? span : 0;
}

static void write_attributes(struct walk *walk, const xmlNode *node, enum fate fate) {
    if (fate == LINK) {
        char *url = html_tree_link(node);
        g_string_append(walk->mail, " href=\"");
        write_text(walk, url);
        g_string_append_c(walk->mail, '"');
        xmlFree(url);
    } else if (fate == CELL) {
        const unsigned columns = span_of(node, "colspan");
        const unsigned rows = span_of(node, "rowspan");
        if (columns)
            g_string_append_printf(walk->mail, " colspan=\"%u\"", columns);
        if (rows)
            g_string_append_printf(walk->mail, " rowspan=\"%u\"", rows);
    }
}

static void write_image(struct walk *walk, const xmlNode *node) {
    char *words = (char *)xmlGetProp(node, (const xmlChar *)"alt");
    if (words && *words) {
        g_string_append_c(walk->mail, '[');
        write_text(walk, words);
        g_string_append_c(walk->mail, ']');
    }
    xmlFree(words);
}

/* Whether the element has a tag of its own; the same when it is entered and when it is left. */
static bool is_written(const struct walk *walk, const xmlNode *node, enum fate fate) {
    if (fate == LINK) {
        char *url = html_tree_link(node);
        const bool is_link = url != NULL;
        xmlFree(url);
        return is_link;
    }
    return fate == KEPT || fate == TABLE ||
           ((fate == IN_TABLE || fate == CELL) && walk->tables > 0);
}

static void enter(struct walk *walk, const xmlNode *node, enum fate fate) {
    if (fate == VOID)
        g_string_append_printf(walk->mail, "<%s>", (const char *)node->name);
    else if (fate == IMAGE)
        write_image(walk, node);
    else if (is_written(walk, node, fate)) {
        if (walk->open == FOREIGN_DEPTH_MAX) {
            walk->skipped++;
            return;
        }
        walk->open++;
        walk->tables += fate == TABLE ? 1 : 0;
        g_string_append_printf(walk->mail, "<%s", (const char *)node->name);
        write_attributes(walk, node, fate);
        g_string_append_c(walk->mail, '>');
    }
}

static void leave(struct walk *walk, const xmlNode *node, enum fate fate) {
    if (!is_written(walk, node, fate))
        return;
    if (walk->skipped > 0) {
        walk->skipped--;
        return;
    }
    walk->open--;
    walk->tables -= fate == TABLE ? 1 : 0;
    g_string_append_printf(walk->mail, "</%s>", (const char *)node->name);
}

/* In the order of the text, without recursion. */
static void walk_tree(struct walk *walk, const xmlNode *root) {
    const xmlNode *node = root;
    for (;;) {
        const enum fate fate = fate_of(node);
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            write_text(walk, node->content ? (const char *)node->content : "");
        else
            enter(walk, node, fate);
        if (fate != DROPPED && fate != VOID && fate != IMAGE && node->children) {
            node = node->children;
            continue;
        }
        leave(walk, node, fate);
        while (node != root && !node->next) {
            node = node->parent;
            leave(walk, node, fate_of(node));
        }
        if (node == root)
            return;
        node = node->next;
    }
}

static bool has_tags(const char *html) {
    for (const char *open = strchr(html, '<'); open; open = strchr(open + 1, '<'))
        if (g_ascii_isalpha(open[1]) || open[1] == '/' || open[1] == '!')
            return true;
    return false;
}

void foreign_html_append(const char *html, GString *mail) {
    struct walk walk = {.mail = mail, .keeps_line_ends = !has_tags(html)};
    xmlDocPtr document = html_tree_parse(html);
    if (!document)
        return;
    walk_tree(&walk, (const xmlNode *)document);
    xmlFreeDoc(document);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain_text.h"

#include "html_tree.h"
#include "text_writer.h"

#include <limits.h>
#include <string.h>
#include <strings.h>

/* What an element does to the text. */
enum kind {
    INLINE,
    DROPPED,
    LINE,
    PARAGRAPH,
    LIST,
    ITEM,
    TABLE,
    ROW,
    CELL,
    NEW_LINE,
    PRE,
    LINK,
    IMAGE
};

static const struct {
    const char *name;
    enum kind kind;
} elements[] = {
    {"a", LINK},           {"address", LINE},   {"article", LINE},     {"blockquote", PARAGRAPH},
    {"br", NEW_LINE},      {"caption", LINE},   {"center", LINE},      {"dd", LINE},
    {"div", LINE},         {"dl", PARAGRAPH},   {"dt", LINE},          {"fieldset", LINE},
    {"figure", LINE},      {"footer", LINE},    {"form", LINE},        {"h1", PARAGRAPH},
    {"h2", PARAGRAPH},     {"h3", PARAGRAPH},   {"h4", PARAGRAPH},     {"h5", PARAGRAPH},
    {"h6", PARAGRAPH},     {"head", DROPPED},   {"header", LINE},      {"hr", PARAGRAPH},
    {"img", IMAGE},        {"li", ITEM},        {"main", LINE},        {"nav", LINE},
    {"noscript", DROPPED}, {"object", DROPPED}, {"ol", LIST},          {"p", PARAGRAPH},
    {"pre", PRE},          {"script", DROPPED}, {"section", LINE},     {"style", DROPPED},
    {"table", TABLE},      {"td", CELL},        {"template", DROPPED}, {"textarea", DROPPED},
    {"th", CELL},          {"title", DROPPED},  {"tr", ROW},           {"ul", LIST},
};

struct walk {
    struct text_writer writer;
    int pre_depth;     /* open <pre> elements: line ends count there */
    size_t row_start;  /* where the text of the current row begins */
    int row_cells;     /* cells of the current row */
    size_t link_start; /* where the text of the current link begins */
};

static enum kind kind_of(const xmlNode *node) {
    if (node->type == XML_DOCUMENT_NODE || node->type == XML_HTML_DOCUMENT_NODE)
        return INLINE;
    if (node->type != XML_ELEMENT_NODE)
        return DROPPED;
    const char *name = (const char *)node->name; /* the parser has made it lower case */
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (*elements[i].name == *name && strcmp(name, elements[i].name) == 0)
            return elements[i].kind;
    return INLINE;
}

/* The length of the blank that the text begins with: ASCII, or a no-break space; 0 if none. */
static size_t blank_length(const char *text) {
    if (*text == ' ' || *text == '\t' || *text == '\n' || *text == '\r' || *text == '\f')
        return 1;
    return strncmp(text, "\xc2\xa0", 2) == 0 ? 2 : 0;
}

static void write_words(struct walk *walk, const char *text) {
    while (*text) {
        const size_t blank = blank_length(text);
        if (blank > 0) {
            if (*text == '\n' && walk->pre_depth > 0)
                text_writer_line_end(&walk->writer);
            walk->writer.space = true;
            text += blank;
            continue;
        }
        size_t length = 1;
        while (text[length] && blank_length(text + length) == 0)
            length++;
        text_writer_word(&walk->writer, text, length);
        text += length;
    }
}

/* Counted once for each row: counting for each cell would take for ever on a row of 100,000. */
static int count_cells(const xmlNode *row) {
    int cells = 0;
    for (const xmlNode *child = row->children; child; child = child->next)
        if (kind_of(child) == CELL && cells < INT_MAX)
            cells++;
    return cells;
}

static void enter_cell(struct walk *walk) {
    const struct buffer *text = walk->writer.text;
    if (text->length <= walk->row_start)
        return; /* the first one that is not empty */
    walk->writer.line_ends = 0;
    if (walk->row_cells != 2)
        walk->writer.separator = "\t";
    else
        walk->writer.separator = text->bytes[text->length - 1] == ':' ? " " : ": ";
}

/* Breaks between two blocks are wanted even if a separator was: the cell was empty then. */
static void force_break(struct walk *walk, int line_ends) {
    walk->writer.separator = NULL;
    text_writer_break(&walk->writer, line_ends);
}

/* Whether the link's text says the url already, apart from `mailto:` or `https://` before it. */
static bool says(const char *text, size_t length, const char *url) {
    const char *bare = strchr(url, ':') + 1;
    bare += strspn(bare, "/");
    size_t bare_length = strlen(bare);
    if (bare_length > 0 && bare[bare_length - 1] == '/')
        bare_length--;
    if (length > 0 && text[length - 1] == '/')
        length--;
    return length >= bare_length && memcmp(text + length - bare_length, bare, bare_length) == 0 &&
           (length == bare_length || strncmp(text, url, length - bare_length) == 0);
}

static void write_url(struct walk *walk, const char *url) {
    struct text_writer *writer = &walk->writer;
    struct buffer *text = writer->text;
    size_t start = walk->link_start < text->length ? walk->link_start : text->length;
    while (start < text->length && strchr("\n\t -:", text->bytes[start]))
        start++; /* what separates the link from the text before */
    if (start < text->length && says(text->bytes + start, text->length - start, url))
        return;
    const int line_ends = writer->line_ends; /* a block in the link has ended: stay on its line */
    if (start < text->length)
        writer->line_ends = 0;
    writer->space = true;
    text_writer_word(writer, "<", 1);
    text_writer_word(writer, url, strlen(url));
    text_writer_word(writer, ">", 1);
    if (start < text->length)
        writer->line_ends = line_ends;
}

static void leave_link(struct walk *walk, xmlNode *node) {
    char *url = html_tree_link(node);
    if (url)
        write_url(walk, url);
    xmlFree(url);
}

static void enter_image(struct walk *walk, xmlNode *node) {
    char *words = (char *)xmlGetProp(node, (const xmlChar *)"alt");
    if (words)
        write_words(walk, words);
    xmlFree(words);
}

static void enter(struct walk *walk, xmlNode *node, enum kind kind) {
    struct text_writer *writer = &walk->writer;
    switch (kind) {
    case LINE:
        text_writer_break(writer, 1);
        break;
    case PRE:
        walk->pre_depth++;
        text_writer_break(writer, 2);
        break;
    case PARAGRAPH:
        text_writer_break(writer, writer->list_depth > 0 ? 1 : 2);
        break;
    case LIST:
        force_break(walk, writer->list_depth > 0 ? 1 : 2);
        writer->list_depth++;
        break;
    case ITEM:
        text_writer_break(writer, 1);
        writer->bullet = true;
        break;
    case TABLE:
        force_break(walk, 2);
        break;
    case ROW:
        force_break(walk, 1);
        walk->row_start = writer->text->length;
        walk->row_cells = count_cells(node);
        break;
    case CELL:
        enter_cell(walk);
        break;
    case NEW_LINE:
        text_writer_line_end(writer);
        break;
    case LINK:
        walk->link_start = writer->text->length;
        break;
    case IMAGE:
        enter_image(walk, node);
        break;
    case INLINE:
    case DROPPED:
        break;
    }
}

static void leave(struct walk *walk, xmlNode *node, enum kind kind) {
    struct text_writer *writer = &walk->writer;
    switch (kind) {
    case LINE:
        text_writer_break(writer, 1);
        break;
    case PRE:
        walk->pre_depth--;
        text_writer_break(writer, 2);
        break;
    case PARAGRAPH:
        text_writer_break(writer, writer->list_depth > 0 ? 1 : 2);
        break;
    case LIST:
        writer->list_depth--;
        text_writer_break(writer, writer->list_depth > 0 ? 1 : 2);
        writer->bullet = false;
        break;
    case ITEM:
        text_writer_break(writer, 1);
        writer->bullet = false; /* of an item without text */
        break;
    case TABLE:
        force_break(walk, 2);
        break;
    case ROW:
        force_break(walk, 1);
        break;
    case LINK:
        leave_link(walk, node);
        break;
    case CELL:
    case NEW_LINE:
    case IMAGE:
    case INLINE:
    case DROPPED:
        break;
    }
}

/* In the order of the text, without recursion: a mail of 100,000 nested <b> must not cost a stack.
 */
static void walk_tree(struct walk *walk, xmlNode *root) {
    xmlNode *node = root;
    for (;;) {
        const enum kind kind = kind_of(node);
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            write_words(walk, node->content ? (const char *)node->content : "");
        else if (kind != DROPPED)
            enter(walk, node, kind);
        if (kind != DROPPED && node->children) {
            node = node->children;
            continue;
        }
        leave(walk, node, kind);
        while (node != root && !node->next) {
            node = node->parent;
            leave(walk, node, kind_of(node));
        }
        if (node == root)
            return;
        node = node->next;
    }
}

void plain_text_append(const char *html, struct buffer *text) {
    struct walk walk = {.pre_depth = 0};
    text_writer_init(&walk.writer, text);
    xmlDocPtr document = html_tree_parse(html);
    if (!document)
        return;
    walk_tree(&walk, (xmlNode *)document);
    text_writer_finish(&walk.writer);
    xmlFreeDoc(document);
}

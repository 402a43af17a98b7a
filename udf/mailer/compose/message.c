/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"

#include "clean.h"
#include "foreign_html.h"
#include "header_words.h"
#include "mailer/sentence.h"
#include "plain_text.h"

#include <gmime/gmime.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

/*
 * Between the parts. It cannot stand in one: where quoted-printable has `=` there follow two digits
 * or a line end, and base64 has no `_` (RFC 2045, 6.7 (4)).
 */
#define BOUNDARY "=_ticketstock"

#define WORD_PLACE "<!--word-->" /* no value in the HTML can hold it: values are escaped */

enum {
    TEXT_MAX = 4 * MESSAGE_HTML_MAX,
    ENCODED_FACTOR = 8,   /* bytes of room for one of HTML: mostly enough for both parts */
    ADDRESS_LINE_MAX = 66 /* name and address that go on one line, of 78 with the field's name */
};

void message_init(void) {
    g_mime_init();
    /* Without memory GLib ends the process; libxml2 would go on with a part of the text. */
    xmlMemSetup(g_free, g_malloc, g_realloc, g_strdup);
    xmlInitParser();
}

/* Printable ASCII without angle brackets, one @ that is neither first nor last. */
static bool is_message_id(const char *id, size_t length) {
    const char *at = length > 0 ? memchr(id, '@', length) : NULL;
    if (!at || at == id || at + 1 == id + length || length > MESSAGE_ID_MAX ||
        memchr(at + 1, '@', (size_t)(id + length - at - 1)))
        return false;
    for (size_t i = 0; i < length; i++)
        if (id[i] <= ' ' || id[i] > '~' || id[i] == '<' || id[i] == '>')
            return false;
    return true;
}

static bool check_ids(const char *role, const struct text *ids, size_t limit, char *error) {
    char quoted[SENTENCE_QUOTE_MAX];
    const char *end = ids->bytes + ids->length;
    for (const char *id = ids->bytes;; limit--) {
        const char *space = memchr(id, ' ', (size_t)(end - id));
        if (limit == 0)
            return sentence_fail(error, "%s \"%s\" holds too many message ids", role,
                                 sentence_quote(quoted, ids->bytes, ids->length));
        if (!is_message_id(id, (size_t)((space ? space : end) - id)))
            return sentence_fail(error,
                                 "%s \"%s\" is no message id: give left@right in printable ASCII "
                                 "without angle brackets, at most 250 characters",
                                 role, sentence_quote(quoted, ids->bytes, ids->length));
        if (!space)
            return true;
        id = space + 1;
    }
}

bool message_check(const struct mail *mail, char *error) {
    if (mail->message_id.length == 0)
        return sentence_fail(error, "message_id is empty: a repeated mail could not be recognised");
    if (!check_ids("message_id", &mail->message_id, 1, error))
        return false;
    if (mail->references.length > 0 &&
        !check_ids("references", &mail->references, MESSAGE_REFERENCES_MAX, error))
        return false;
    if (mail->in_reply_to.length > 0 && !check_ids("in_reply_to", &mail->in_reply_to, 1, error))
        return false;
    if (mail->html.length == 0)
        return sentence_fail(error, "html is empty: there is nothing to send");
    const size_t length = mail->html.length + mail->word.length;
    if (length > MESSAGE_HTML_MAX)
        return sentence_fail(error, "html has %zu bytes, at most %d fit into a mail", length,
                             MESSAGE_HTML_MAX);
    return true;
}

/* `value` is folded already, at line feeds. */
static void add_header(GString *message, const char *name, const char *value) {
    g_string_append(message, name);
    g_string_append(message, ": ");
    g_string_append(message, value);
    g_string_append_c(message, '\n');
}

/* A form that names no file outside the host's time zones: GLib would open `/x` and `../x`. */
static bool is_zone(const char *name, size_t length) {
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-:/";
    return length > 0 && *name != '/' && *name != ':' && strspn(name, allowed) == length;
}

/*
 * The zone of this name; the host's own if there is none. The last one is kept, since GLib reads
 * its file each time and the mails of a batch have the same.
 */
static GTimeZone *find_zone(const struct text *zone) {
    static char *last_name;
    static GTimeZone *last;
    char *name = zone->length > 0 ? g_strndup(zone->bytes, zone->length) : g_strdup("");
    if (!is_zone(name, zone->length))
        *name = '\0';
    if (last && strcmp(name, last_name) == 0) {
        g_free(name);
        return last;
    }
    if (last)
        g_time_zone_unref(last);
    g_free(last_name);
    last = *name ? g_time_zone_new_identifier(name) : NULL;
    if (!last)
        last = g_time_zone_new_local();
    last_name = name;
    return last;
}

static void add_date(GString *message, const struct text *zone) {
    GDateTime *now = g_date_time_new_now(find_zone(zone));
    char *date = g_mime_utils_header_format_date(now);
    add_header(message, "Date", date);
    g_free(date);
    g_date_time_unref(now);
}

static void add_address(GString *message, const char *header, const struct text *name,
                        const char *address) {
    char *display = clean_header(name, MESSAGE_NAME_MAX);
    char *phrase = header_words_phrase(display);
    const bool fits = strlen(phrase) + strlen(address) <= ADDRESS_LINE_MAX;
    char *value = *display ? g_strdup_printf("%s%s<%s>", phrase, fits ? " " : "\n ", address)
                           : g_strdup(address);
    add_header(message, header, value);
    g_free(value);
    g_free(phrase);
    g_free(display);
}

static void add_subject(GString *message, const struct text *subject) {
    char *clean = clean_header(subject, MESSAGE_SUBJECT_MAX);
    char *value = header_words_text(clean);
    add_header(message, "Subject", value);
    g_free(value);
    g_free(clean);
}

/* One id a line. */
static void add_ids(GString *message, const char *header, const struct text *ids) {
    char *given = g_strndup(ids->bytes, ids->length);
    char **list = g_strsplit(given, " ", -1);
    char *joined = g_strjoinv(">\n <", list);
    char *value = g_strdup_printf("<%s>", joined);
    add_header(message, header, value);
    g_free(value);
    g_free(joined);
    g_strfreev(list);
    g_free(given);
}

static void add_feedback_id(GString *message, const struct text *id) {
    GString *clean = g_string_new(NULL);
    for (size_t i = 0; i < id->length && clean->len < MESSAGE_FEEDBACK_MAX; i++)
        if (id->bytes[i] > ' ' && id->bytes[i] <= '~')
            g_string_append_c(clean, id->bytes[i]);
    if (clean->len > 0)
        add_header(message, "Feedback-ID", clean->str);
    g_string_free(clean, TRUE);
}

static void add_headers(GString *message, const struct mail *mail,
                        const struct mail_addresses *addresses) {
    static const struct text no_name = {NULL, 0};
    add_date(message, &mail->zone);
    add_address(message, "From", &mail->sender_name, addresses->sender);
    add_address(message, "To", &mail->recipient_name, addresses->to);
    if (*addresses->reply_to)
        add_address(message, "Reply-To", &no_name, addresses->reply_to);
    add_subject(message, &mail->subject);
    add_ids(message, "Message-ID", &mail->message_id);
    if (mail->references.length > 0)
        add_ids(message, "References", &mail->references);
    if (mail->in_reply_to.length > 0)
        add_ids(message, "In-Reply-To", &mail->in_reply_to);
    /* RFC 3834: other robots, such as vacation notices, do not answer. */
    add_header(message, "Auto-Submitted", "auto-generated");
    /* Exchange and Outlook do not know that one (MS-OXCMAIL, 2.2.3.2.14). Not `All`: reports of
     * mails that cannot be delivered are wanted. */
    add_header(message, "X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply");
    add_feedback_id(message, &mail->feedback_id);
}

/* Quoted-printable takes 3 bytes for one, base64 4 for 3: even where a sixth needs encoding. */
static GMimeContentEncoding encoding_for(const char *body, size_t length) {
    size_t encoded = 0;
    for (size_t i = 0; i < length; i++)
        encoded += (unsigned char)body[i] >= 0x80 || body[i] == '=' ? 1 : 0;
    return encoded > length / 6 ? GMIME_CONTENT_ENCODING_BASE64
                                : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

static void add_body(GString *message, const char *subtype, const char *body, size_t length) {
    const GMimeContentEncoding encoding = encoding_for(body, length);
    GMimeEncoding encoder;
    g_string_append_printf(message,
                           "\n--" BOUNDARY "\nContent-Type: text/%s; charset=utf-8\n"
                           "Content-Transfer-Encoding: %s\n\n",
                           subtype, g_mime_content_encoding_to_string(encoding));
    g_mime_encoding_init_encode(&encoder, encoding);
    const gsize start = message->len;
    g_string_set_size(message, start + g_mime_encoding_outlen(&encoder, length));
    const size_t encoded =
        g_mime_encoding_flush(&encoder, length > 0 ? body : "", length, message->str + start);
    g_string_set_size(message, start + encoded);
}

/* The HTML with what somebody else has written in its place; g_free. */
static char *whole_html(const struct mail *mail) {
    char *html = clean_body(&mail->html);
    const char *place = mail->word.length > 0 ? strstr(html, WORD_PLACE) : NULL;
    if (!place)
        return html;
    char *word = clean_body(&mail->word);
    GString *whole = g_string_new_len(html, place - html);
    foreign_html_append(word, whole);
    g_string_append(whole, place + strlen(WORD_PLACE));
    g_free(word);
    g_free(html);
    return g_string_free(whole, FALSE);
}

static void add_bodies(GString *message, const struct mail *mail) {
    char *html = whole_html(mail);
    const size_t length = strlen(html);
    struct buffer text;
    buffer_init(&text, TEXT_MAX);
    plain_text_append(html, &text);
    add_header(message, "MIME-Version", "1.0");
    add_header(message, "Content-Type", "multipart/alternative; boundary=\"" BOUNDARY "\"");
    add_body(message, "plain", text.bytes, text.length); /* the best form last: RFC 2046, 5.1.4 */
    add_body(message, "html", html, length);
    g_string_append(message, "\n--" BOUNDARY "--\n");
    buffer_free(&text);
    g_free(html);
}

/* As GLib does without memory: the mailer dies, and says of which mail (last_words.h). */
static bool append_or_die(struct buffer *message, const char *bytes, size_t length) {
    if (buffer_append(message, bytes, length))
        return true;
    if (length <= message->limit - message->length)
        abort();
    return false;
}

/*
 * Every line end becomes CRLF, and a CR that stands elsewhere is dropped: this pass alone
 * guarantees that libesmtp sees no bare one, whatever the MIME library wrote.
 */
static bool append_with_crlf(struct buffer *message, const char *text) {
    const size_t before = message->length;
    bool appended = true;
    while (*text && appended) {
        const size_t plain = strcspn(text, "\r\n");
        appended = append_or_die(message, text, plain) &&
                   (text[plain] != '\n' || append_or_die(message, "\r\n", 2));
        text += plain + (text[plain] ? 1 : 0);
    }
    if (!appended)
        buffer_truncate(message, before);
    return appended;
}

bool message_compose(const struct mail *mail, const struct mail_addresses *addresses,
                     struct buffer *message, char *error) {
    GString *composed = g_string_sized_new(ENCODED_FACTOR * mail->html.length);
    add_headers(composed, mail, addresses);
    add_bodies(composed, mail);
    const bool appended = append_with_crlf(message, composed->str);
    g_string_free(composed, TRUE);
    return appended || sentence_fail(error, "the composed mail is too large: more than %zu bytes",
                                     message->limit);
}

/*
 * What the tests of messages share: a mail, composed, and read back by GMime.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_COMPOSED_H
#define TICKETSTOCK_COMPOSED_H

#include "check.h"
#include "mailer/compose/message.h"
#include "mailer/sentence.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 8 << 20, LINE_LIMIT = 998, WISHED_LINE = 78 };

#define TEXT(literal)                                                                              \
    (struct text) {                                                                                \
        (literal), sizeof(literal) - 1                                                             \
    }

static inline struct mail sample(void) {
    return (struct mail){
        .number = 1,
        .sender = TEXT("erp@example.com"),
        .sender_name = TEXT("Entrepôt Nord"),
        .recipient = TEXT("jean@example.com"),
        .recipient_name = TEXT("Jean Dupont"),
        .message_id = TEXT("ts.1@example.com"),
        .subject = TEXT("Ticket TS-1"),
        .html = TEXT("<p>Bonjour <b>Jean</b></p>"),
    };
}

/* A composed mail, and what GMime reads in it. */
struct composed {
    struct buffer text;
    GMimeMessage *message;
};

/* What a relay and a reader rely on, whatever the mail holds. */
static inline void check_form(const struct buffer *text, size_t line_limit) {
    size_t line = 0;
    bool lines_fit = true;
    bool bytes_fit = text->length > 1 && memcmp(text->bytes + text->length - 2, "\r\n", 2) == 0;
    for (size_t i = 0; i < text->length; i++) {
        const char byte = text->bytes[i];
        bytes_fit = bytes_fit && byte != '\0' && (unsigned char)byte < 0x80 &&
                    (byte != '\n' || (i > 0 && text->bytes[i - 1] == '\r')) &&
                    (byte != '\r' || (i + 1 < text->length && text->bytes[i + 1] == '\n'));
        line = byte == '\r' || byte == '\n' ? 0 : line + 1;
        lines_fit = lines_fit && line <= line_limit;
    }
    CHECK(bytes_fit);
    CHECK(lines_fit);
}

static inline struct composed compose(const struct mail *mail, size_t line_limit) {
    struct composed composed;
    char error[SENTENCE_MAX] = "untouched";
    buffer_init(&composed.text, LIMIT);
    struct mail_addresses addresses;
    CHECK(address_take_all(mail, &addresses, error));
    CHECK(message_compose(mail, &addresses, &composed.text, error));
    CHECK(strcmp(error, "untouched") == 0);
    check_form(&composed.text, line_limit);
    GMimeStream *stream =
        g_mime_stream_mem_new_with_buffer(composed.text.bytes, composed.text.length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    composed.message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    g_object_unref(stream);
    CHECK(composed.message != NULL);
    return composed;
}

static inline void release(struct composed *composed) {
    g_object_unref(composed->message);
    buffer_free(&composed->text);
}

static inline bool contains(const struct composed *composed, const char *words) {
    return memmem(composed->text.bytes, composed->text.length, words, strlen(words)) != NULL;
}

/* Whether the only address of this kind has this name and address. */
static inline bool is_address(const struct composed *composed, GMimeAddressType type,
                              const char *name, const char *address) {
    InternetAddressList *list = g_mime_message_get_addresses(composed->message, type);
    if (internet_address_list_length(list) != 1)
        return false;
    InternetAddress *one = internet_address_list_get_address(list, 0);
    const char *read = internet_address_get_name(one);
    return strcmp(read ? read : "", name) == 0 &&
           g_strcmp0(INTERNET_ADDRESS_MAILBOX(one)->addr, address) == 0;
}

static inline bool is_part(const struct composed *composed, int index, const char *subtype,
                           const char *expected) {
    GMimeMultipart *parts = GMIME_MULTIPART(g_mime_message_get_mime_part(composed->message));
    GMimeObject *part = g_mime_multipart_get_part(parts, index);
    GMimeContentType *type = g_mime_object_get_content_type(part);
    char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    char **lines = g_strsplit(text, "\r", -1);
    char *unix_text = g_strjoinv("", lines);
    const bool same = g_mime_content_type_is_type(type, "text", subtype) &&
                      strcmp(g_mime_content_type_get_parameter(type, "charset"), "utf-8") == 0 &&
                      strncmp(unix_text, expected, strlen(expected)) == 0 &&
                      strlen(unix_text) <= strlen(expected) + 1;
    if (!same)
        printf("part %d is: %.200s\n", index, unix_text);
    g_free(unix_text);
    g_strfreev(lines);
    g_free(text);
    return same;
}

#endif

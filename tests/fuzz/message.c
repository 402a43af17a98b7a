/*
 * A composed mail: what a relay and a reader rely on, whatever its fields hold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mailer/compose/message.h"
#include "fuzz.h"
#include "mailer/compose/clean.h"
#include "mailer/sentence.h"

#include <gmime/gmime.h>

enum { LIMIT = 8 << 20, LINE_LIMIT = 998 };

static const char *const header_names[] = {"Date: ",
                                           "From: ",
                                           "To: ",
                                           "Reply-To: ",
                                           "Subject: ",
                                           "Message-ID: ",
                                           "References: ",
                                           "In-Reply-To: ",
                                           "Auto-Submitted: ",
                                           "Feedback-ID: ",
                                           "MIME-Version: ",
                                           "Content-Type: ",
                                           "X-Auto-Response-Suppress: "};
enum { HEADERS = sizeof header_names / sizeof *header_names };

/* Pure ASCII without NUL, CR and LF only as a line end, no long line. */
static void check_bytes(const struct buffer *message) {
    size_t line = 0;
    REQUIRE(message->length > 2 && memcmp(message->bytes + message->length - 2, "\r\n", 2) == 0);
    for (size_t i = 0; i < message->length; i++) {
        const char byte = message->bytes[i];
        REQUIRE(byte > '\0' && (unsigned char)byte < 0x80);
        REQUIRE(byte != '\n' || (i > 0 && message->bytes[i - 1] == '\r'));
        REQUIRE(byte != '\r' || message->bytes[i + 1] == '\n');
        line = byte == '\r' || byte == '\n' ? 0 : line + 1;
        REQUIRE(line <= LINE_LIMIT);
    }
}

/* Up to the empty line: headers that we write, each once, and continuations of them. */
static void check_headers(const struct buffer *message) {
    int seen[HEADERS] = {0};
    const char *end = message->bytes + message->length;
    const char *line = message->bytes;
    while (memcmp(line, "\r\n", 2) != 0) {
        size_t known = 0;
        while (known < HEADERS && strncmp(line, header_names[known], strlen(header_names[known])))
            known++;
        REQUIRE(known < HEADERS || (line > message->bytes && (*line == ' ' || *line == '\t')));
        REQUIRE(known == HEADERS || seen[known]++ == 0);
        line = memmem(line, (size_t)(end - line), "\r\n", 2);
        REQUIRE(line && line + 4 <= end);
        line += 2;
    }
}

/* One mailbox and the address that was given, bare or at the end in angle brackets. */
static void check_mailbox(GMimeMessage *read, GMimeAddressType type, const char *header,
                          const char *address) {
    InternetAddressList *list = g_mime_message_get_addresses(read, type);
    REQUIRE(internet_address_list_length(list) == 1);
    REQUIRE(INTERNET_ADDRESS_IS_MAILBOX(internet_address_list_get_address(list, 0)));
    /* As it was written: GMime's own form of an address has its domain in letters. */
    GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(read));
    const char *raw = g_mime_header_get_raw_value(g_mime_header_list_get_header(headers, header));
    char *bare = g_strdup_printf(" %s\r\n", address);
    char *named = g_strdup_printf(" <%s>\r\n", address);
    REQUIRE(strcmp(raw, bare) == 0 || g_str_has_suffix(raw, named));
    g_free(bare);
    g_free(named);
}

/* The HTML that a reader gets is the one given, cleaned; with a word in it, foreign_html.c looks.
 */
static void check_html(GMimeObject *part, const struct text *html) {
    char *expected = clean_body(html);
    if (strstr(expected, "<!--word-->")) {
        g_free(expected);
        return;
    }
    char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
    REQUIRE(text);
    char *kept = text; /* without the CR of line ends */
    for (const char *byte = text; *byte; byte++)
        if (*byte != '\r')
            *kept++ = *byte;
    *kept = '\0';
    const size_t length = strlen(expected);
    REQUIRE(strncmp(text, expected, length) == 0 && strlen(text) <= length + 1);
    g_free(text);
    g_free(expected);
}

static void read_back(const struct buffer *message, const struct mail *mail,
                      const struct mail_addresses *addresses) {
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(message->bytes, message->length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *read = g_mime_parser_construct_message(parser, NULL);
    REQUIRE(read);
    check_mailbox(read, GMIME_ADDRESS_TYPE_FROM, "From", addresses->sender);
    check_mailbox(read, GMIME_ADDRESS_TYPE_TO, "To", addresses->to);
    GMimeObject *body = g_mime_message_get_mime_part(read);
    REQUIRE(GMIME_IS_MULTIPART(body) && g_mime_multipart_get_count(GMIME_MULTIPART(body)) == 2);
    check_html(g_mime_multipart_get_part(GMIME_MULTIPART(body), 1), &mail->html);
    g_object_unref(read);
    g_object_unref(parser);
    g_object_unref(stream);
}

/* Addresses that may go on the wire; those of the input if they may. */
static void take_addresses(const struct mail *mail, struct mail_addresses *addresses) {
    char error[SENTENCE_MAX];
    if (!address_take_all(mail, addresses, error))
        *addresses = (struct mail_addresses){"a@example.com", "b@example.com", "c@example.com",
                                             "d@example.com"};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool ready;
    if (!ready)
        message_init();
    ready = true;
    struct fuzz_input input = fuzz_open(data, size);
    struct mail mail = {.number = 1};
    struct text *const fields[] = {&mail.message_id,     &mail.references,  &mail.zone,
                                   &mail.sender,         &mail.recipient,   &mail.to,
                                   &mail.reply_to,       &mail.feedback_id, &mail.sender_name,
                                   &mail.recipient_name, &mail.subject};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        *fields[i] = fuzz_field(&input);
    mail.in_reply_to = mail.message_id;
    mail.word = mail.subject;
    mail.html = fuzz_rest(&input);
    struct mail_addresses addresses;
    struct buffer message;
    char error[SENTENCE_MAX] = "";
    take_addresses(&mail, &addresses);
    buffer_init(&message, LIMIT);
    if (message_check(&mail, error)) {
        REQUIRE(message_compose(&mail, &addresses, &message, error) && !*error);
        check_bytes(&message);
        check_headers(&message);
        read_back(&message, &mail, &addresses);
    } else {
        REQUIRE(message.length == 0 && fuzz_is_sentence(error, sizeof error));
    }
    buffer_free(&message);
    fuzz_close(&input);
    return 0;
}

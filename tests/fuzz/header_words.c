/*
 * Texts that others wrote, cleaned and put into header fields: readers get them back, and nothing
 * else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mailer/compose/header_words.h"
#include "fuzz.h"
#include "mailer/compose/clean.h"

#include <gmime/gmime.h>

enum { LINE_MAX_BYTES = 76, FIELD_NAME = 9 };

static void check_lines(const char *words) {
    size_t column = FIELD_NAME;
    for (const char *byte = words; *byte; byte++) {
        REQUIRE(*byte == '\n' || (*byte >= ' ' && *byte <= '~'));
        REQUIRE(*byte != '\n' || byte[1] == ' ');
        column = *byte == '\n' ? 0 : column + 1;
        REQUIRE(column <= LINE_MAX_BYTES);
    }
}

static void check_unstructured(const char *clean) {
    char *words = header_words_text(clean);
    check_lines(words);
    char *unfolded = g_mime_utils_header_unfold(words);
    char *decoded = g_mime_utils_header_decode_text(NULL, unfolded);
    REQUIRE(strcmp(decoded, clean) == 0);
    g_free(decoded);
    g_free(unfolded);
    g_free(words);
}

/* One mailbox with this name, whatever the name says. */
static void check_phrase(const char *clean) {
    char *words = header_words_phrase(clean);
    check_lines(words);
    char *header = g_strdup_printf("%s <a@b.fr>", words);
    InternetAddressList *list = internet_address_list_parse(NULL, header);
    REQUIRE(list && internet_address_list_length(list) == 1);
    InternetAddress *one = internet_address_list_get_address(list, 0);
    REQUIRE(INTERNET_ADDRESS_IS_MAILBOX(one));
    REQUIRE(strcmp(INTERNET_ADDRESS_MAILBOX(one)->addr, "a@b.fr") == 0);
    const char *name = internet_address_get_name(one);
    REQUIRE(strcmp(name ? name : "", clean) == 0);
    g_object_unref(list);
    g_free(header);
    g_free(words);
}

static void check_clean(const char *clean, size_t limit) {
    REQUIRE(fuzz_is_utf8(clean, strlen(clean)));
    REQUIRE((size_t)g_utf8_strlen(clean, -1) <= limit);
    REQUIRE(*clean != ' ' && !strstr(clean, "  ") && !g_str_has_suffix(clean, " "));
    for (const char *c = clean; *c; c = g_utf8_next_char(c))
        REQUIRE(!g_unichar_iscntrl(g_utf8_get_char(c)));
}

static void check_body(const struct text *text) {
    char *body = clean_body(text);
    REQUIRE(fuzz_is_utf8(body, strlen(body)) && !strchr(body, '\r'));
    REQUIRE(strlen(body) <= 3 * text->length); /* U+FFFD for a byte */
    g_free(body);
}

/* Fields: the most characters, the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool ready;
    if (!ready)
        g_mime_init();
    ready = true;
    struct fuzz_input input = fuzz_open(data, size);
    const size_t limit = fuzz_number(&input) + 1;
    const struct text text = fuzz_rest(&input);
    char *clean = clean_header(&text, limit);
    check_clean(clean, limit);
    check_unstructured(clean);
    if (*clean)
        check_phrase(clean);
    check_body(&text);
    g_free(clean);
    fuzz_close(&input);
    return 0;
}

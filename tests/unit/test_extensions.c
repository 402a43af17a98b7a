/*
 * What libesmtp must not see of the reply to EHLO.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "mailer/relay/extensions.h"

#include <stdbool.h>
#include <string.h>

/* Whether the text becomes that other one, read in pieces of every length. */
static bool becomes(const char *text, const char *expected) {
    const size_t length = strlen(text);
    bool same = strlen(expected) == length;
    for (size_t piece = 1; piece <= length; piece++) {
        char bytes[200];
        struct extension_filter filter;
        memcpy(bytes, text, length + 1);
        extensions_begin(&filter);
        for (size_t i = 0; i < length; i += piece)
            extensions_hide(&filter, bytes + i, length - i < piece ? length - i : piece);
        same = same && strcmp(bytes, expected) == 0;
    }
    return same;
}

int main(void) {
    CHECK(becomes("250-CHUNKING\r\n250 pipelining\r\n", "250-CHUNKIN-\r\n250 pipelinin-\r\n"));
    CHECK(becomes("EnhancedStatusCodes xusr AUTH NTLM PLAIN",
                  "EnhancedStatusCode- xus- AUTH NTL- PLAIN"));
    CHECK(becomes("250-SIZE 8BITMIME STARTTLS", "250-SIZE 8BITMIME STARTTLS"));
    /* Its table of atoms would be read before its beginning. */
    CHECK(becomes("250-\x80 \xff\xc3\xa9 A\x9f\r\n", "250-? ??? A?\r\n"));
    CHECK(becomes("\xe9"
                  "CHUNKING",
                  "?CHUNKIN-"));
    CHECK(becomes("CHUNK\xe9ING", "CHUNK?ING"));
    return check_end();
}

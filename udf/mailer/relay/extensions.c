/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "extensions.h"

#include <string.h>

/*
 * libesmtp 1.1.0 uses every extension that it knows and is offered; there is no switch.
 * CHUNKING: the status of a mail is that of the last chunk answered, so a mail that no one accepted
 *   counts as sent; and with three replies outstanding it jumps to address 0.
 * PIPELINING: with three or more replies outstanding and a drop, garbage or a long line it jumps to
 *   address 0.
 * ENHANCEDSTATUSCODES: it cuts the code off the text that we report, and ends the session if a
 * reply of several lines does not repeat the code in each. XUSR: sends a command that nobody needs
 * before every mail (if it was built so). NTLM: Debian ships the module, which parses binary
 * challenges of the relay. Measured in libesmtp.md; to be dropped with the library.
 */
static const char *const hidden[] = {"CHUNKING", "PIPELINING", "ENHANCEDSTATUSCODES", "XUSR",
                                     "NTLM"};

static char upper(char letter) {
    return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
}

static int window_ends_in(const struct extension_filter *filter, const char *word) {
    const size_t length = strlen(word);
    return memcmp(filter->window + sizeof filter->window - length, word, length) == 0;
}

void extensions_begin(struct extension_filter *filter) {
    memset(filter->window, 0, sizeof filter->window);
}

/*
 * Words are matched anywhere, not only where a line begins: the library cuts an over-long line and
 * takes the rest for a line of its own.
 */
void extensions_hide(struct extension_filter *filter, char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        /* Its table of atoms is indexed with a signed char: such a byte reads before the table. */
        if ((unsigned char)bytes[i] >= 0x80)
            bytes[i] = '?';
        memmove(filter->window, filter->window + 1, sizeof filter->window - 1);
        filter->window[sizeof filter->window - 1] = upper(bytes[i]);
        for (size_t word = 0; word < sizeof hidden / sizeof *hidden; word++)
            if (window_ends_in(filter, hidden[word]))
                bytes[i] = '-';
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain.h"

#include "sentence.h"

#include <idn2.h>
#include <stdint.h>
#include <string.h>

enum { INPUT_MAX = 4 * DOMAIN_MAX /* bytes: a character of a name takes 4 at most */ };

static const char too_long[] = "the domain name is longer than 253 characters";

static bool is_ascii(const char *name, size_t length) {
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)name[i] >= 0x80)
            return false;
    return true;
}

bool domain_to_ascii(const char *name, size_t length, char *ascii, char *error) {
    uint8_t string[INPUT_MAX + 1];
    uint8_t *converted = NULL;
    const bool plain = is_ascii(name, length);
    if (length > (plain ? (size_t)DOMAIN_MAX : (size_t)INPUT_MAX))
        return sentence_fail(error, too_long);
    if (length > 0 && memchr(name, '\0', length))
        return sentence_fail(error, "the domain name holds a NUL");
    memcpy(string, length > 0 ? name : "", length);
    string[length] = '\0';
    if (plain) {
        memcpy(ascii, string, length + 1);
        return true;
    }
    /* Not IDN2_USE_STD3_ASCII_RULES: libidn2 2.3.3 then drops what it should refuse, `é@b.fr` with
     * a wide @ becomes `éb.fr`. Without it such a label is refused, and callers check the result.
     */
    const int result = idn2_lookup_u8(string, &converted, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
    if (result != IDN2_OK)
        return sentence_fail(error, "the domain name has no form in ASCII (IDNA): %s",
                             idn2_strerror(result));
    const size_t size = strlen((const char *)converted);
    if (size <= DOMAIN_MAX)
        memcpy(ascii, converted, size + 1);
    idn2_free(converted);
    return size <= DOMAIN_MAX || sentence_fail(error, too_long);
}

/*
 * Addresses and domains: what is taken holds nothing that a command or a header could not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mailer/compose/address.h"
#include "fuzz.h"
#include "mailer/domain.h"
#include "mailer/sentence.h"

static void check_address(const struct text *address) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "!#$%&'*+-/=?^_`{|}~.@";
    char ascii[ADDRESS_MAX + 1];
    char again[ADDRESS_MAX + 1];
    char error[SENTENCE_MAX] = "";
    if (!address_take("recipient", address->bytes, address->length, ascii, error)) {
        REQUIRE(fuzz_is_sentence(error, sizeof error));
        return;
    }
    const size_t length = strnlen(ascii, sizeof ascii);
    REQUIRE(length <= ADDRESS_MAX && strspn(ascii, allowed) == length);
    const char *at = strchr(ascii, '@');
    REQUIRE(at && at > ascii && at[1] && !strchr(at + 1, '@'));
    REQUIRE(at - ascii <= ADDRESS_LOCAL_MAX && !strpbrk(at + 1, "!#$%&'*+/=?^_`{|}~"));
    REQUIRE(!strstr(ascii, "..") && at[1] != '.' && at[1] != '-' && ascii[length - 1] != '.');
    REQUIRE(address_take("recipient", ascii, length, again, error) && strcmp(ascii, again) == 0);
}

static void check_domain(const struct text *name) {
    char ascii[DOMAIN_MAX + 1];
    char error[SENTENCE_MAX] = "";
    if (!domain_to_ascii(name->bytes, name->length, ascii, error)) {
        REQUIRE(fuzz_is_sentence(error, sizeof error));
        return;
    }
    REQUIRE(strnlen(ascii, sizeof ascii) <= DOMAIN_MAX);
    for (const char *byte = ascii; *byte; byte++)
        REQUIRE((unsigned char)*byte < 0x80);
}

/* Fields: a domain, an address. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    const struct text name = fuzz_field(&input);
    const struct text address = fuzz_rest(&input);
    check_domain(&name);
    check_address(&address);
    fuzz_close(&input);
    return 0;
}

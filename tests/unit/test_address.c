/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../../udf/mailer/address.h"
#include "../../udf/mailer/sentence.h"
#include "check.h"

#include <string.h>

static const char untouched[] = "untouched";

static bool accepts(const char *address, size_t length) {
    char error[SENTENCE_MAX] = "untouched";
    const bool accepted = address_check("recipient", address, length, error);
    if (!accepted || strcmp(error, untouched) != 0)
        printf("%.*s: %s\n", (int)length, address, error);
    return accepted && strcmp(error, untouched) == 0;
}

/* Whether the bytes are refused with a sentence that names the field and holds these words. */
static bool refuses(const char *address, size_t length, const char *words) {
    char error[SENTENCE_MAX] = "untouched";
    if (!address_check("recipient", address, length, error) &&
        strncmp(error, "recipient", strlen("recipient")) == 0 && strstr(error, words))
        return true;
    printf("%.*s: %s\n", (int)length, address, error);
    return false;
}

static bool accepts_string(const char *address) {
    return accepts(address, strlen(address));
}

static bool refuses_string(const char *address, const char *words) {
    return refuses(address, strlen(address), words);
}

static void test_bytes(void) {
    CHECK(refuses("", 0, "is empty"));
    CHECK(refuses(NULL, 0, "is empty"));
    CHECK(refuses("a@b\0c", 5, "NUL"));
    CHECK(refuses_string("a@b.fr\r\nRCPT TO:<x@y.fr>", "line end"));
    CHECK(refuses_string("a@b.fr\n", "line end"));
    CHECK(refuses_string("a b@c.fr", "blank"));
    CHECK(refuses_string("a\t@c.fr", "blank"));
    CHECK(refuses_string("a\x01@c.fr", "control character"));
    CHECK(refuses_string("a\x7f@c.fr", "control character"));
    CHECK(refuses_string("<a@b.fr>", "angle bracket"));
    CHECK(refuses_string("Jean<a@b.fr>", "angle bracket"));
    CHECK(refuses_string("a@b.fr>", "angle bracket"));
    CHECK(refuses_string("a@b.fr,c@d.fr", "comma"));
    CHECK(refuses_string("\xc3\xa9ric@b.fr", "SMTPUTF8"));
    CHECK(refuses_string("a@caf\xc3\xa9.fr", "SMTPUTF8"));
    CHECK(refuses_string("a@b.fr\xff", "SMTPUTF8"));
}

static void test_local_part(void) {
    CHECK(accepts_string("a@b"));
    CHECK(accepts_string("first.last+tag@example.com"));
    CHECK(accepts_string("!#$%&'*+-/=?^_`{|}~@example.com"));
    CHECK(refuses_string("x=?utf-8?q?a?=@example.com", "encoded word"));
    CHECK(refuses_string("example.com", "no @"));
    CHECK(refuses_string("@example.com", "before the @"));
    CHECK(refuses_string(".a@b.fr", "dot"));
    CHECK(refuses_string("a.@b.fr", "dot"));
    CHECK(refuses_string("a..b@b.fr", "dot"));
    CHECK(refuses_string("\"a\"@b.fr", "quoted"));
    CHECK(refuses_string("\"a@b\"@b.fr", "quoted"));
    CHECK(refuses_string("a(b)@b.fr", "quotes"));
    CHECK(refuses_string("a\\b@b.fr", "quotes"));
    CHECK(refuses_string("a:b@b.fr", "quotes"));
}

static void test_domain(void) {
    CHECK(accepts_string("a@x-1.example.com"));
    CHECK(accepts_string("a@localhost"));
    CHECK(refuses_string("a@", "follows the @"));
    CHECK(refuses_string("a@b@c.fr", "more than one @"));
    CHECK(refuses_string("a@.fr", "empty part"));
    CHECK(refuses_string("a@b.fr.", "empty part"));
    CHECK(refuses_string("a@b..fr", "empty part"));
    CHECK(refuses_string("a@-b.fr", "hyphen"));
    CHECK(refuses_string("a@b-.fr", "hyphen"));
    CHECK(refuses_string("a@b_c.fr", "only letters"));
    CHECK(refuses_string("a@[192.0.2.1]", "literal"));
}

static void test_lengths(void) {
    char address[400];
    memset(address, 'a', sizeof address);
    memcpy(address + ADDRESS_LOCAL_MAX, "@b.fr", 5);
    CHECK(accepts(address, ADDRESS_LOCAL_MAX + 5));
    memset(address, 'a', sizeof address);
    memcpy(address + ADDRESS_LOCAL_MAX + 1, "@b.fr", 5);
    CHECK(refuses(address, ADDRESS_LOCAL_MAX + 6, "64"));

    memset(address, 'a', sizeof address);
    address[1] = '@';
    CHECK(accepts(address, 2 + ADDRESS_LABEL_MAX));
    CHECK(refuses(address, 2 + ADDRESS_LABEL_MAX + 1, "63"));

    for (size_t dot = 50; dot < sizeof address; dot += 50)
        address[dot] = '.';
    CHECK(accepts(address, ADDRESS_MAX));
    CHECK(refuses(address, ADDRESS_MAX + 1, "254"));
    CHECK(refuses(address, sizeof address, "254"));
}

static void test_sentence(void) {
    char error[SENTENCE_MAX];
    CHECK(!address_check("sender", "a\r\nb@c.fr", 9, error));
    CHECK(strstr(error, "sender \"a??b@c.fr\"") != NULL);
    CHECK(!strpbrk(error, "\r\n"));
}

int main(void) {
    test_bytes();
    test_local_part();
    test_domain();
    test_lengths();
    test_sentence();
    return check_end();
}

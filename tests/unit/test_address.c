/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "mailer/compose/address.h"
#include "mailer/sentence.h"

#include <string.h>

static const char untouched[] = "untouched";

static bool accepts(const char *address, size_t length) {
    char error[SENTENCE_MAX] = "untouched";
    char ascii[ADDRESS_MAX + 1];
    const bool accepted = address_take("recipient", address, length, ascii, error) &&
                          strlen(ascii) == length && memcmp(ascii, address, length) == 0;
    if (!accepted || strcmp(error, untouched) != 0)
        printf("%.*s: %s\n", (int)length, address, error);
    return accepted && strcmp(error, untouched) == 0;
}

/* Whether the bytes are refused with a sentence that names the field and holds these words. */
static bool refuses(const char *address, size_t length, const char *words) {
    char error[SENTENCE_MAX] = "untouched";
    char ascii[ADDRESS_MAX + 1];
    if (!address_take("recipient", address, length, ascii, error) &&
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
    CHECK(refuses_string("\xc3\xa9", "no @"));
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
    CHECK(refuses(address, sizeof address, "253"));
    static char huge[2000000];
    memset(huge, '\n', sizeof huge);
    CHECK(refuses(huge, sizeof huge, "longer than 254")); /* unread */
}

/* Whether the address is accepted in this form. */
static bool becomes(const char *address, const char *expected) {
    char ascii[ADDRESS_MAX + 1] = "";
    char error[SENTENCE_MAX] = "untouched";
    if (address_take("recipient", address, strlen(address), ascii, error) &&
        strcmp(ascii, expected) == 0 && strcmp(error, untouched) == 0)
        return true;
    printf("%s: %s, %s\n", address, ascii, error);
    return false;
}

/* What domain_to_ascii() leaves to be judged, and what it refuses, in an address. */
static void test_international(void) {
    char address[ADDRESS_MAX + 10] = "aaaaaaaaaa@\u00e9.";
    CHECK(becomes("Jean@B\u00dccher.Example", "Jean@xn--bcher-kva.example"));
    CHECK(becomes("a@mail\uff0em\u00fcnchen\u3002de", "a@mail.xn--mnchen-3ya.de"));
    CHECK(refuses_string("jos\u00e9@b\u00fccher.fr", "SMTPUTF8"));
    CHECK(refuses_string("a@caf\xe9.fr", "encoding error"));
    CHECK(refuses("a@\u00e9\0.fr", 8, "NUL"));
    CHECK(refuses_string("a@\u00e9..fr", "empty part"));
    CHECK(refuses_string("a@\u00e9.fr\u3002", "empty part"));
    CHECK(refuses_string("a@\u00ad.fr", "empty part"));
    CHECK(refuses_string("a@\u2100.fr", "only letters"));  /* becomes a/c */
    CHECK(refuses_string("a@b\uff20\u00e9.fr", "(IDNA)")); /* a wide @ */
    CHECK(refuses_string("a\uff20b.fr", "no @"));
    CHECK(refuses_string("a@\u00e9\r\n.fr", "line end"));
    CHECK(refuses_string("a@\u202egro.elpmaxe", "disallowed"));
    /* The converted form counts: é is xn--9ca. */
    const size_t start = strlen(address);
    memset(address + start, 'b', sizeof address - start);
    for (size_t dot = start + 50; dot < ADDRESS_MAX; dot += 50)
        address[dot] = '.';
    char ascii[ADDRESS_MAX + 1];
    char error[SENTENCE_MAX];
    CHECK(address_take("to", address, ADDRESS_MAX - 5, ascii, error) &&
          strlen(ascii) == ADDRESS_MAX);
    CHECK(refuses(address, ADDRESS_MAX - 4, "254"));
}

static void test_all(void) {
    static const char sender[] = "a@b.fr";
    static const char other[] = "\u00e9";
    struct mail mail = {.sender = {sender, 6}, .recipient = {"c@\u00e9.fr", 7}};
    struct mail_addresses all;
    char error[SENTENCE_MAX];
    CHECK(address_take_all(&mail, &all, error));
    CHECK(strcmp(all.sender, sender) == 0 && strcmp(all.recipient, "c@xn--9ca.fr") == 0);
    CHECK(strcmp(all.to, all.recipient) == 0 && strcmp(all.reply_to, "") == 0);
    mail.to = (struct text){"d@e.fr", 6};
    mail.reply_to = (struct text){"f@\u00e9.fr", 7};
    CHECK(address_take_all(&mail, &all, error));
    CHECK(strcmp(all.recipient, "c@xn--9ca.fr") == 0 && strcmp(all.to, "d@e.fr") == 0);
    CHECK(strcmp(all.reply_to, "f@xn--9ca.fr") == 0);
    struct text *const fields[] = {&mail.reply_to, &mail.to, &mail.recipient, &mail.sender};
    const char *const roles[] = {"reply_to \"", "to \"", "recipient \"", "sender \""};
    for (size_t i = 0; i < 4; i++) {
        *fields[i] = (struct text){other, 2};
        CHECK(!address_take_all(&mail, &all, error));
        CHECK(strncmp(error, roles[i], strlen(roles[i])) == 0);
    }
}

static void test_sentence(void) {
    char error[SENTENCE_MAX];
    char ascii[ADDRESS_MAX + 1];
    CHECK(!address_take("sender", "a\r\nb@c.fr", 9, ascii, error));
    CHECK(strstr(error, "sender \"a??b@c.fr\"") != NULL);
    CHECK(!strpbrk(error, "\r\n"));
}

int main(void) {
    test_bytes();
    test_local_part();
    test_domain();
    test_lengths();
    test_international();
    test_all();
    test_sentence();
    return check_end();
}

/*
 * Domain names of any script, right and hostile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "mailer/domain.h"
#include "mailer/sentence.h"

#include <string.h>

static bool becomes(const char *name, const char *expected) {
    char ascii[DOMAIN_MAX + 1] = "";
    char error[SENTENCE_MAX] = "untouched";
    if (domain_to_ascii(name, strlen(name), ascii, error) && strcmp(ascii, expected) == 0 &&
        strcmp(error, "untouched") == 0)
        return true;
    printf("%s: %s, %s\n", name, ascii, error);
    return false;
}

static bool refuses(const char *name, size_t length, const char *words) {
    char ascii[DOMAIN_MAX + 1] = "";
    char error[SENTENCE_MAX] = "untouched";
    if (!domain_to_ascii(name, length, ascii, error) && strstr(error, words) && !*ascii)
        return true;
    printf("%.*s: %s, %s\n", (int)length, name, ascii, error);
    return false;
}

static bool refuses_string(const char *name) {
    return refuses(name, strlen(name), "has no form in ASCII (IDNA): ");
}

static void test_ascii_stays(void) {
    CHECK(becomes("", ""));
    CHECK(becomes("Mail.Example.COM", "Mail.Example.COM"));
    CHECK(becomes("127.0.0.1", "127.0.0.1"));
    CHECK(becomes("a_b..c/", "a_b..c/")); /* judged by who asks */
    CHECK(becomes("xn--bcher-kva.example", "xn--bcher-kva.example"));
}

static void test_scripts(void) {
    CHECK(becomes("b\u00fccher.example", "xn--bcher-kva.example"));
    CHECK(becomes("B\u00dcCHER.Example", "xn--bcher-kva.example"));
    CHECK(becomes("fa\u00df.de", "xn--fa-hia.de")); /* non-transitional: not fass.de */
    CHECK(becomes("e\u0301.fr", "xn--9ca.fr"));     /* composed first */
    CHECK(becomes("\u05d0\u05d1.com", "xn--4dbc.com"));
    CHECK(becomes("\u4f8b\u3048\u3002\u30c6\u30b9\u30c8", "xn--r8jz45g.xn--zckzah"));
    CHECK(becomes("x\uff0ey\uff61z\u3002fr", "x.y.z.fr")); /* dots of other scripts */
    CHECK(becomes("\uff11\uff12\uff17.0.0.1", "127.0.0.1"));
}

static void test_hostile(void) {
    CHECK(refuses_string("\xc3"));            /* cut off */
    CHECK(refuses_string("caf\xe9.fr"));      /* latin1 */
    CHECK(refuses_string("\xc0\xae.fr"));     /* an overlong dot */
    CHECK(refuses_string("\xed\xa0\x80.fr")); /* half a surrogate */
    CHECK(refuses_string("\xf4\x90\x80\x80.fr"));
    CHECK(refuses_string("1\u05d0.com")); /* bidi: begins with a digit */
    CHECK(refuses_string("\u05d0a.com")); /* bidi: both directions */
    CHECK(refuses_string("\u00e9\u202e.fr"));
    CHECK(refuses_string("a\u200db.fr")); /* a joiner out of place */
    CHECK(refuses_string("\u0301a.fr"));  /* begins with a combining mark */
    CHECK(refuses_string("-\u00e9.fr"));
    CHECK(refuses_string("ab--\u00e9.fr"));
    CHECK(refuses_string("xn--\u00e9.fr"));
    CHECK(refuses_string("\U0001f600.fr"));
    CHECK(refuses_string("\u00e9\uff20b.fr")); /* a wide @ */
    CHECK(refuses_string("\u00e9 b.fr"));
    CHECK(refuses_string("\u00e9\r\nb.fr"));
    CHECK(refuses_string("\u00e9/b.fr"));
    CHECK(refuses("a\0b", 3, "NUL"));
    CHECK(refuses("\u00e9\0.fr", 6, "NUL"));
}

static void test_lengths(void) {
    char name[2000];
    char ascii[DOMAIN_MAX + 1];
    char error[SENTENCE_MAX];
    memset(name, 'a', sizeof name);
    CHECK(domain_to_ascii(name, DOMAIN_MAX, ascii, error) && strlen(ascii) == DOMAIN_MAX);
    CHECK(!domain_to_ascii(name, DOMAIN_MAX + 1, ascii, error) && strstr(error, "253"));
    memcpy(name, "\u00e9", 2);
    CHECK(!domain_to_ascii(name, 70, ascii, error) && strstr(error, "(IDNA)")); /* a label */
    CHECK(!domain_to_ascii(name, sizeof name, ascii, error) && strstr(error, "253"));
    for (size_t dot = 2; dot < sizeof name; dot += 50)
        name[dot] = '.';
    /* é.aaa… is 5 bytes longer as xn--9ca.aaa… */
    CHECK(domain_to_ascii(name, DOMAIN_MAX - 5, ascii, error) && strlen(ascii) == DOMAIN_MAX);
    CHECK(!domain_to_ascii(name, DOMAIN_MAX - 4, ascii, error));
    for (size_t i = 0; i + 2 < sizeof name; i += 3)
        memcpy(name + i, "\u3002", 3);
    CHECK(!domain_to_ascii(name, 1011, ascii, error)); /* dots alone */
}

int main(void) {
    test_ascii_stays();
    test_scripts();
    test_hostile();
    test_lengths();
    return check_end();
}

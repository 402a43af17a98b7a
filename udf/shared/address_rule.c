/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "address_rule.h"

#include <stdbool.h>
#include <string.h>

/* Independent of the locale, unlike isalnum(). */
static bool is_alphanumeric(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

static bool is_ascii(char byte) {
    return (unsigned char)byte < 0x80;
}

/* atext of RFC 5322, 3.2.3 */
static bool is_atom(char byte) {
    return is_alphanumeric(byte) || (byte != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", byte));
}

/* Why this byte may stand nowhere in an address; NULL if it may. */
static const char *byte_fault(char byte) {
    if (byte == '\0' || byte == '\r' || byte == '\n')
        return "it holds a line end or a NUL; give one bare address";
    if (byte == ' ' || byte == '\t')
        return "it holds a blank; give one bare address, the name belongs into the name field";
    if ((unsigned char)byte < ' ' || byte == 0x7f)
        return "it holds a control character";
    if (byte == '<' || byte == '>')
        return "it holds an angle bracket; give the bare address, without a name";
    if (byte == ',' || byte == ';')
        return "it holds a comma or a semicolon; give one address for each mail";
    return NULL;
}

static const char *local_fault(const char *local, size_t length) {
    if (length == 0)
        return "nothing stands before the @";
    if (local[0] == '"')
        return "quoted local parts are not supported";
    if (length > ADDRESS_LOCAL_MAX)
        return "more than 64 characters stand before the @";
    const char *word = memmem(local, length, "=?", 2);
    if (word && memmem(word + 2, (size_t)(local + length - word) - 2, "?=", 2))
        return "it looks like an encoded word, which some readers would decode";
    for (size_t i = 0; i < length; i++) {
        if (!is_ascii(local[i]))
            return "letters outside ASCII before the @ need SMTPUTF8; give an address that has "
                   "none there";
        if (local[i] == '.' && (i == 0 || i + 1 == length || local[i - 1] == '.'))
            return "a dot begins or ends the local part, or two follow each other";
        if (local[i] != '.' && !is_atom(local[i]))
            return "a character before the @ would need quotes";
    }
    return NULL;
}

/* A label outside ASCII is longer here than in the DNS, or shorter: its length is not judged. */
static const char *label_fault(const char *label, size_t length) {
    bool plain = true;
    if (length == 0)
        return "the domain has an empty part: two dots, or one at an end";
    for (size_t i = 0; i < length; i++)
        plain = plain && is_ascii(label[i]);
    if (plain && length > ADDRESS_LABEL_MAX)
        return "a part of the domain is longer than 63 characters";
    if (label[0] == '-' || label[length - 1] == '-')
        return "a part of the domain begins or ends with a hyphen";
    for (size_t i = 0; i < length; i++)
        if (is_ascii(label[i]) && !is_alphanumeric(label[i]) && label[i] != '-')
            return "the domain may hold only letters, digits, hyphens and dots";
    return NULL;
}

/* `before` is what stands before the domain, the @ included. */
static const char *domain_fault(const char *domain, size_t length, size_t before) {
    bool plain = true;
    if (length == 0)
        return "nothing follows the @";
    if (domain[0] == '[')
        return "address literals such as [192.0.2.1] are not supported";
    if (memchr(domain, '@', length))
        return "it has more than one @";
    for (size_t i = 0; i < length; i++)
        plain = plain && is_ascii(domain[i]);
    if (length > (size_t)(plain ? ADDRESS_DOMAIN_MAX : ADDRESS_INPUT_DOMAIN_MAX))
        return "the domain name is longer than 253 characters";
    if (plain && before + length > ADDRESS_MAX)
        return "it is longer than 254 characters";
    for (const char *label = domain, *end = domain + length;;) {
        const char *dot = memchr(label, '.', (size_t)(end - label));
        const char *fault = label_fault(label, (size_t)((dot ? dot : end) - label));
        if (fault || !dot)
            return fault;
        label = dot + 1;
    }
}

const char *address_rule_fault(const char *address, size_t length) {
    if (length == 0)
        return "it is empty; give one bare address";
    /* Nothing ends a call of the library: what cannot fit is not even looked at, it may be of 4 GB. */
    if (length > ADDRESS_LOCAL_MAX + 1 + ADDRESS_INPUT_DOMAIN_MAX)
        return "it is longer than 254 characters";
    for (size_t i = 0; i < length; i++)
        if (byte_fault(address[i]))
            return byte_fault(address[i]);
    /* A quoted local part may hold an @ itself; it is refused before that matters. */
    const char *at = memchr(address, '@', length);
    if (!at)
        return "it has no @";
    const size_t local = (size_t)(at - address);
    const char *fault = local_fault(address, local);
    return fault ? fault : domain_fault(at + 1, length - local - 1, local + 1);
}

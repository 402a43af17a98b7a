/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "address.h"

#include "domain.h"
#include "sentence.h"

#include <string.h>

/* What is being checked, for the sentence. */
struct subject {
    const char *role;
    const char *address;
    size_t length;
    char *error;
};

static bool refuse(const struct subject *subject, const char *reason) {
    char quoted[SENTENCE_QUOTE_MAX];
    return sentence_fail(subject->error, "%s \"%s\" is no address that can be used: %s",
                         subject->role, sentence_quote(quoted, subject->address, subject->length),
                         reason);
}

/* Independent of the locale, unlike isalnum(). */
static bool is_alphanumeric(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9');
}

/* atext of RFC 5322, 3.2.3 */
static bool is_atom(char byte) {
    return is_alphanumeric(byte) || (byte != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", byte));
}

/* Why this byte may stand nowhere in an address; NULL if it may. */
static const char *reason_against(char byte) {
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

static bool check_local_part(const struct subject *subject, size_t length) {
    const char *local = subject->address;
    if (length == 0)
        return refuse(subject, "nothing stands before the @");
    if (local[0] == '"')
        return refuse(subject, "quoted local parts are not supported");
    if (length > ADDRESS_LOCAL_MAX)
        return refuse(subject, "more than 64 characters stand before the @");
    const char *word = memmem(local, length, "=?", 2);
    if (word && memmem(word + 2, (size_t)(local + length - word) - 2, "?=", 2))
        return refuse(subject, "it looks like an encoded word, which some readers would decode");
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)local[i] >= 0x80)
            return refuse(subject, "letters outside ASCII before the @ need SMTPUTF8; give an "
                                   "address that has none there");
        if (local[i] == '.' && (i == 0 || i + 1 == length || local[i - 1] == '.'))
            return refuse(subject, "a dot begins or ends the local part, or two follow each other");
        if (local[i] != '.' && !is_atom(local[i]))
            return refuse(subject, "a character before the @ would need quotes");
    }
    return true;
}

static bool check_label(const struct subject *subject, const char *label, size_t length) {
    if (length == 0)
        return refuse(subject, "the domain has an empty part: two dots, or one at an end");
    if (length > ADDRESS_LABEL_MAX)
        return refuse(subject, "a part of the domain is longer than 63 characters");
    if (label[0] == '-' || label[length - 1] == '-')
        return refuse(subject, "a part of the domain begins or ends with a hyphen");
    for (size_t i = 0; i < length; i++)
        if (!is_alphanumeric(label[i]) && label[i] != '-')
            return refuse(subject, "the domain may hold only letters, digits, hyphens and dots");
    return true;
}

static bool check_domain(const struct subject *subject, const char *domain, size_t length) {
    if (length == 0)
        return refuse(subject, "nothing follows the @");
    if (domain[0] == '[')
        return refuse(subject, "address literals such as [192.0.2.1] are not supported");
    if (memchr(domain, '@', length))
        return refuse(subject, "it has more than one @");
    for (const char *label = domain, *end = domain + length;;) {
        const char *dot = memchr(label, '.', (size_t)(end - label));
        if (!check_label(subject, label, (size_t)((dot ? dot : end) - label)))
            return false;
        if (!dot)
            return true;
        label = dot + 1;
    }
}

/* Writes the domain behind `local` bytes and an @. */
static bool take_domain(const struct subject *subject, size_t local, char *ascii) {
    char domain[DOMAIN_MAX + 1];
    char reason[SENTENCE_MAX];
    if (!domain_to_ascii(subject->address + local + 1, subject->length - local - 1, domain, reason))
        return refuse(subject, reason);
    if (local + 1 + strlen(domain) > ADDRESS_MAX)
        return refuse(subject, "it is longer than 254 characters");
    if (!check_domain(subject, domain, strlen(domain)))
        return false;
    memcpy(ascii, subject->address, local + 1);
    memcpy(ascii + local + 1, domain, strlen(domain) + 1);
    return true;
}

bool address_take(const char *role, const char *address, size_t length, char *ascii, char *error) {
    const struct subject subject = {role, address, length, error};
    if (length == 0)
        return sentence_fail(error, "%s is empty: give one bare address", role);
    for (size_t i = 0; i < length; i++)
        if (reason_against(address[i]))
            return refuse(&subject, reason_against(address[i]));
    /* A quoted local part may hold an @ itself; it is refused before that matters. */
    const char *at = memchr(address, '@', length);
    if (!at)
        return refuse(&subject, "it has no @");
    const size_t local = (size_t)(at - address);
    return check_local_part(&subject, local) && take_domain(&subject, local, ascii);
}

bool address_take_all(const struct mail *mail, struct mail_addresses *addresses, char *error) {
    const struct text *to = mail->to.length > 0 ? &mail->to : &mail->recipient;
    addresses->reply_to[0] = '\0';
    return address_take("sender", mail->sender.bytes, mail->sender.length, addresses->sender,
                        error) &&
           address_take("recipient", mail->recipient.bytes, mail->recipient.length,
                        addresses->recipient, error) &&
           address_take("to", to->bytes, to->length, addresses->to, error) &&
           (mail->reply_to.length == 0 ||
            address_take("reply_to", mail->reply_to.bytes, mail->reply_to.length,
                         addresses->reply_to, error));
}

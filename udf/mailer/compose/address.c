/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "address.h"

#include "mailer/domain.h"
#include "mailer/sentence.h"

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

/* Writes the domain, which the rule has passed, behind `local` bytes and an @. */
static bool take_domain(const struct subject *subject, size_t local, char *ascii) {
    char domain[DOMAIN_MAX + 1];
    char whole[ADDRESS_LOCAL_MAX + 1 + DOMAIN_MAX + 1];
    char reason[SENTENCE_MAX];
    if (!domain_to_ascii(subject->address + local + 1, subject->length - local - 1, domain, reason))
        return refuse(subject, reason);
    const size_t length = local + 1 + strlen(domain);
    memcpy(whole, subject->address, local + 1);
    memcpy(whole + local + 1, domain, strlen(domain) + 1);
    /* Again: the conversion may bring forth what the rule forbids, such as a slash. */
    const char *fault = address_rule_fault(whole, length);
    if (fault)
        return refuse(subject, fault);
    memcpy(ascii, whole, length + 1);
    return true;
}

bool address_take(const char *role, const char *address, size_t length, char *ascii, char *error) {
    const struct subject subject = {role, address, length, error};
    if (length == 0)
        return sentence_fail(error, "%s is empty: give one bare address", role);
    const char *fault = address_rule_fault(address, length);
    if (fault)
        return refuse(&subject, fault);
    return take_domain(&subject, (size_t)((const char *)memchr(address, '@', length) - address),
                       ascii);
}

bool address_take_ours(const struct mail *mail, struct mail_addresses *addresses, char *error) {
    addresses->reply_to[0] = '\0';
    return address_take("sender", mail->sender.bytes, mail->sender.length, addresses->sender,
                        error) &&
           (mail->reply_to.length == 0 ||
            address_take("reply_to", mail->reply_to.bytes, mail->reply_to.length,
                         addresses->reply_to, error));
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

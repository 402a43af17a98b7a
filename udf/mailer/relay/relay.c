/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "relay.h"

#include "mailer/sentence.h"
#include "shared/secrets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert((int)SECRETS_VALUE_MAX <= (int)RELAY_CREDENTIAL_MAX, "a password must fit");

static const char host_characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789.-_";

static bool refuse(const char *setting, const struct text *text, const char *allowed, char *error) {
    char quoted[SENTENCE_QUOTE_MAX];
    return sentence_fail(error, "relay setting %s is \"%s\": %s", setting,
                         sentence_quote(quoted, text->bytes, text->length), allowed);
}

static bool is(const struct text *text, const char *literal) {
    return text->length == strlen(literal) && memcmp(text->bytes, literal, text->length) == 0;
}

/* Copies a text without control characters into `copy`, which has room for `limit` and a NUL. */
static bool copy_text(const struct text *text, char *copy, size_t limit) {
    if (text->length > limit)
        return false;
    for (size_t i = 0; i < text->length; i++)
        if ((unsigned char)text->bytes[i] < ' ' || text->bytes[i] == 0x7f)
            return false;
    memcpy(copy, text->length > 0 ? text->bytes : "", text->length);
    copy[text->length] = '\0';
    return true;
}

static bool take_host(const struct text *host, struct relay *relay, char *error) {
    char reason[SENTENCE_MAX];
    if (host->length > 0 && memchr(host->bytes, ':', host->length))
        return refuse("host", host,
                      "libesmtp takes no IPv6 address here and the port has its own setting; give "
                      "a name or an IPv4 address",
                      error);
    if (!domain_to_ascii(host->bytes, host->length, relay->host, reason))
        return refuse("host", host, reason, error);
    if (!*relay->host || relay->host[strspn(relay->host, host_characters)] != '\0')
        return refuse("host", host, "give a host name or an IPv4 address", error);
    return true;
}

static bool take_port(const struct text *port, struct relay *relay, char *error) {
    if (port->length == 0 || !copy_text(port, relay->port, sizeof relay->port - 1) ||
        strspn(relay->port, "0123456789") != port->length || atoi(relay->port) < 1 ||
        atoi(relay->port) > 65535)
        return refuse("port", port, "give a number from 1 to 65535, mostly 25 or 587", error);
    return true;
}

static bool take_tls(const struct relay_settings *settings, struct relay *relay, char *error) {
    relay->starttls = is(&settings->tls, "starttls");
    if (!relay->starttls && !is(&settings->tls, "none"))
        return refuse("tls", &settings->tls,
                      "give none or starttls (TLS from the first byte, as on port 465, is beyond "
                      "libesmtp; most relays offer STARTTLS on port 587)",
                      error);
    const struct text *verify = &settings->verify_certificate;
    relay->verify_certificate = !is(verify, "0");
    if (relay->verify_certificate && verify->length > 0 && !is(verify, "1"))
        return refuse("verify_certificate", verify, "give 0 or 1", error);
    return true;
}

static bool take_ca_file(const struct text *path, struct relay *relay, char *error) {
    if (path->length > 0 &&
        (path->bytes[0] != '/' || !copy_text(path, relay->ca_file, RELAY_PATH_MAX)))
        return refuse("ca_file", path,
                      "give the absolute path of a PEM file with the authorities to trust, or "
                      "leave it empty for the system's",
                      error);
    return true;
}

/* A name, or an address literal (RFC 5321, 4.1.3), as far as no relay could be misled by it. */
static bool take_ehlo_name(const struct text *name, struct relay *relay, char *error) {
    static const char characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789.-:[]";
    if (!copy_text(name, relay->ehlo_name, DOMAIN_MAX) ||
        relay->ehlo_name[strspn(relay->ehlo_name, characters)] != '\0')
        return refuse("ehlo_name", name,
                      "give this machine's full name, its address in brackets, or nothing", error);
    return true;
}

/* Looks for the password of this relay of this installation. */
static bool take_scoped_password(const struct text *scope, const char *name,
                                 const char *secrets_path, struct relay *relay) {
    char copy[RELAY_SCOPE_MAX + 1];
    char secret_name[sizeof "password.." + RELAY_SCOPE_MAX + RELAY_NAME_MAX];
    char reason[SECRETS_ERROR_MAX];
    if (scope->length == 0 || !copy_text(scope, copy, RELAY_SCOPE_MAX) || strchr(copy, '='))
        return false;
    snprintf(secret_name, sizeof secret_name, "password.%s.%s", copy, name);
    return secrets_lookup(secrets_path, secret_name, relay->password, reason);
}

static bool take_credentials(const struct relay_settings *settings, const char *secrets_path,
                             struct relay *relay, char *error) {
    char name[RELAY_NAME_MAX + 1];
    char secret_name[sizeof "password." + RELAY_NAME_MAX];
    char reason[SECRETS_ERROR_MAX];
    if (!copy_text(&settings->username, relay->username, RELAY_CREDENTIAL_MAX))
        return refuse("username", &settings->username,
                      "give at most 255 bytes without control characters", error);
    if (!*relay->username)
        return true;
    if (settings->name.length == 0 || !copy_text(&settings->name, name, RELAY_NAME_MAX) ||
        strchr(name, '='))
        return refuse("name", &settings->name,
                      "give 1 to 64 bytes without \"=\" and control characters", error);
    snprintf(secret_name, sizeof secret_name, "password.%s", name);
    return take_scoped_password(&settings->scope, name, secrets_path, relay) ||
           secrets_lookup(secrets_path, secret_name, relay->password, reason) ||
           sentence_fail(error, "no password for relay %s and user %s: %s (line \"%s = ...\")",
                         name, relay->username, reason, secret_name);
}

bool relay_prepare(const struct relay_settings *settings, const char *secrets_path,
                   struct relay *relay, char *error) {
    *relay = (struct relay){.starttls = false};
    return take_host(&settings->host, relay, error) && take_port(&settings->port, relay, error) &&
           take_tls(settings, relay, error) && take_ca_file(&settings->ca_file, relay, error) &&
           take_ehlo_name(&settings->ehlo_name, relay, error) &&
           take_credentials(settings, secrets_path, relay, error);
}

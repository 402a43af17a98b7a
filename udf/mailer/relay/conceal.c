/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "conceal.h"

#include <glib.h>
#include <string.h>

static bool has_encoded(const char *words, const char *bytes, size_t length) {
    char *encoded = g_base64_encode((const guchar *)bytes, length);
    const bool found = strstr(words, encoded) != NULL;
    explicit_bzero(encoded, strlen(encoded));
    g_free(encoded);
    return found;
}

const char *conceal(const struct relay *relay, const char *words) {
    char plain[2 + 2 * RELAY_CREDENTIAL_MAX]; /* NUL, user, NUL, password */
    const size_t user = strlen(relay->username);
    const size_t password = strlen(relay->password);
    if (password == 0)
        return words;
    *plain = '\0';
    memcpy(plain + 1, relay->username, user + 1);
    memcpy(plain + user + 2, relay->password, password);
    const bool found = (password >= CONCEAL_LEAST && strstr(words, relay->password)) ||
                       has_encoded(words, relay->password, password) ||
                       has_encoded(words, plain, user + 2 + password);
    explicit_bzero(plain, sizeof plain);
    return found ? "(the relay repeated the password: its words are left out)" : words;
}

/*
 * The secrets file: the delivery key and the relays' passwords.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text of lines `name = value`; blank lines and lines that begin with `#` are passed over, blanks
 * around name and value do not count. Names: `key` (64 hex digits; while a key is exchanged for
 * another both have a line), `password.<relay>` (the first line of a name counts).
 * It fails closed: a file that is missing, no regular file, larger than SECRETS_FILE_MAX, owned by
 * neither root nor the server's user, writable by its group or open to others is not read. It is
 * opened without waiting (a FIFO would hold the server) and without following a last link.
 */
#ifndef TICKETSTOCK_SECRETS_H
#define TICKETSTOCK_SECRETS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SECRETS_FILE_MAX = 16384, /* bytes */
    SECRETS_VALUE_MAX = 255,  /* bytes: libesmtp overflows on longer passwords */
    SECRETS_ERROR_MAX = 80    /* bytes with the NUL: what a UDF may hand to the client */
};

/*
 * Looks up a relay's password, by its name in the file. True: `value` (of SECRETS_VALUE_MAX + 1
 * bytes) holds it, NUL-terminated. False: `error` (of SECRETS_ERROR_MAX bytes) holds a sentence
 * without any secret in it; the path is not part of it, because any account may read it.
 */
bool secrets_lookup(const char *path, const char *name, char *value, char *error);

/*
 * Compares a delivery key with the file's, in constant time for keys of the right length. True if
 * it is one of them, or false with a sentence in `error` as above.
 */
bool secrets_check_key(const char *path, const char *key, size_t key_length, char *error);

#endif

/*
 * Writes JSON (RFC 8259) that any server can read, whatever bytes went in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_JSON_TEXT_H
#define TICKETSTOCK_JSON_TEXT_H

#include "shared/buffer.h"

/*
 * Appends `length` bytes as one JSON string, quotes included. Control characters, `"` and `\` are
 * escaped; every byte that is not part of well-formed UTF-8 (RFC 3629) becomes U+FFFD. False at the
 * buffer's limit or without memory; what was appended by then stays.
 */
bool json_put_string(struct buffer *json, const char *bytes, size_t length);

/* Appends an unsigned decimal number. False as above. */
bool json_put_number(struct buffer *json, unsigned long long number);

#endif

/*
 * Makes text that others wrote fit for a mail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Results are valid UTF-8, NUL-terminated, owned by the caller (g_free). A sequence that is no
 * UTF-8, and a NUL, becomes U+FFFD.
 */
#ifndef TICKETSTOCK_MAILER_CLEAN_H
#define TICKETSTOCK_MAILER_CLEAN_H

#include "mailer/mail.h"

/*
 * For a header: a run of blanks, line ends and control characters becomes one space (a line end
 * would open another header; RFC 5322, 2.2), none at either end. Longer than `limit` characters:
 * cut to limit - 1 and an ellipsis. What turns the direction of text is left out.
 */
char *clean_header(const struct text *text, size_t limit);

/*
 * For a body: CR, LF and both together become line feeds, other control characters (also DEL and
 * C1) but tab a space.
 */
char *clean_body(const struct text *text);

#endif

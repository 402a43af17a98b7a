/*
 * Says which mail it was, if the process dies while that mail is composed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parsers of foreign text crash, and without memory GLib ends the process. Without these words the
 * relay would be blamed, and the mail would come again, first in line, for ever.
 */
#ifndef TICKETSTOCK_MAILER_LAST_WORDS_H
#define TICKETSTOCK_MAILER_LAST_WORDS_H

#include <stdint.h>

/*
 * From here on a crash of the calling thread is reported as the outcome `uncomposed` of this mail,
 * and the process ends by the same signal. For the thread that composes, before each mail
 * (composer_notice).
 */
void last_words_arm(uint64_t mail);

#endif

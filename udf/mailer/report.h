/*
 * What the mailer tells its parent, line by line, as batch.h says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every line is written at once with write(2), never buffered: a relay's reply can crash libesmtp
 * (libesmtp.md), and what was known before the crash must have arrived. It goes to the journal
 * first, if there is one (journal.h): what the parent was told could be lost with the parent. If
 * nobody reads any more the process ends, since nobody would learn what it sends.
 */
#ifndef TICKETSTOCK_MAILER_REPORT_H
#define TICKETSTOCK_MAILER_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { REPORT_TEXT_MAX = 500 }; /* bytes of a relay's words that are passed on */

enum outcome {
    OUTCOME_SENT,
    OUTCOME_REFUSED,
    OUTCOME_OBJECTED,
    OUTCOME_DEFERRED,
    OUTCOME_UNCERTAIN,
    OUTCOME_UNCOMPOSED
};

/*
 * Takes descriptor BATCH_JOURNAL for the journal if it is a file that can only be appended to. To
 * be called before anything is opened. Whether it is there: report_has_journal().
 */
void report_open_journal(void);
bool report_has_journal(void);

/*
 * Makes ready what report_await() says of mail N: `await N`, `relay 0 text`, `done`. False if
 * memory is out or there is no journal.
 */
bool report_prepare_await(uint64_t number, const char *text);

/*
 * Says it, and closes standard input and output: the parent goes on without us, and from now on
 * only the journal is told. May be called in a signal handler.
 */
void report_await(void);

/* `begin N`: before the relay can have accepted the mail. */
void report_begin(uint64_t number);

/*
 * `outcome N state code text`. The text is made valid UTF-8 on one line: a run of blanks, line ends
 * and control characters becomes one space. It is cut at REPORT_TEXT_MAX. Code 0: words of ours.
 */
void report_outcome(uint64_t number, enum outcome outcome, int code, const char *text);

/* A whole line of this format, with its end, from the handler of a signal that ends the process. */
void report_last_line(const char *line, size_t length);

/* `content N message`: the composed message, byte for byte. */
void report_content(uint64_t number, const char *message, size_t length);

/* `relay code text`, the text as above: the session failed. */
void report_relay(int code, const char *text);

/* `done`, and ends the process with status 0. */
_Noreturn void report_done(void);

#endif

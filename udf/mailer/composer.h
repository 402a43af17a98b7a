/*
 * Composes the mails of a session while it runs, in a thread of its own: the library waits for the
 * relay most of the time. It stays a bounded number of mails ahead, so that a batch of large ones
 * does not fill the memory. From its start on no other thread may compose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_COMPOSER_H
#define TICKETSTOCK_MAILER_COMPOSER_H

#include "../buffer.h"
#include "delivery.h"
#include "sentence.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { COMPOSER_AHEAD = 16 /* mails that are composed and not given back */ };

/* The fields below `lock` belong to whoever holds it. */
struct composer {
    const struct delivery *deliveries; /* whose mails are composed, in this order */
    size_t count;
    struct buffer messages[COMPOSER_AHEAD]; /* of mail i: number i modulo COMPOSER_AHEAD */
    char error[SENTENCE_MAX];               /* why the mail `composed` cannot be composed */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t composed; /* mails whose message stands in `messages`, or stood there */
    size_t returned; /* mails whose message is needed no longer */
    bool failed;     /* the mail `composed` cannot be composed; the thread has ended */
};

/*
 * Starts the thread, for mails that message_check() has accepted. `composer` and `deliveries` must
 * last as long as the process. False: the system grants no thread.
 */
bool composer_start(struct composer *composer, const struct delivery *deliveries, size_t count);

/*
 * The message of mail number `index`, which lasts until the next call; waits for it. To be called
 * once for each mail, in order. NULL: memory is out, or it became too large; `error` (of
 * SENTENCE_MAX bytes) says so, and no later mail can be had.
 */
const struct buffer *composer_take(struct composer *composer, size_t index, char *error);

#endif

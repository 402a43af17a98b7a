/*
 * Composes the mails of a session while it runs, in a thread of its own: the library waits for the
 * relay most of the time. It stays a bounded number of mails ahead, so that a batch of large ones
 * does not fill the memory. From its start on no other thread may compose. A mail may cost a
 * bounded time of the processor: there is HTML that takes an HTML parser half a minute, and the
 * mails behind it must not wait for ever.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_MAILER_COMPOSER_H
#define TICKETSTOCK_MAILER_COMPOSER_H

#include "address.h"
#include "mailer/sentence.h"
#include "shared/buffer.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum {
    COMPOSER_AHEAD = 16, /* mails that are composed and not given back */
    COMPOSER_SECONDS = 4 /* of the processor that one mail may cost; the largest take a tenth */
};

enum composer_result {
    COMPOSER_MESSAGE,  /* here it is */
    COMPOSER_REFUSES,  /* it became too large: it never will be sent */
    COMPOSER_GIVES_UP, /* it has used up COMPOSER_SECONDS */
    COMPOSER_LATE /* it has not, but the caller's patience is over: others have the processor */
};

/* Called in the thread before it composes this mail. */
typedef void composer_notice(uint64_t mail);

/* The fields below `lock` belong to whoever holds it. */
struct composer {
    const struct addressed_mail *mails; /* whose mails are composed, in this order */
    size_t count;
    composer_notice *notice;
    struct buffer messages[COMPOSER_AHEAD]; /* of mail i: number i modulo COMPOSER_AHEAD */
    char error[SENTENCE_MAX];               /* why the mail `composed` cannot be composed */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    struct timespec
        began;       /* what the thread had used of the processor before the mail `composed` */
    size_t composed; /* mails whose message stands in `messages`, or stood there */
    size_t returned; /* mails whose message is needed no longer */
    bool failed;     /* the mail `composed` cannot be composed; the thread has ended */
};

/*
 * Starts the thread, for mails that message_check() has accepted. `composer` and `mails` must
 * last as long as the process. `notice` may be NULL. False: the system grants no thread.
 */
bool composer_start(struct composer *composer, const struct addressed_mail *mails, size_t count,
                    composer_notice *notice);

/*
 * Puts the message of mail number `index`, which lasts until the next call, into *message; waits
 * for it, for `patience` milliseconds. To be called once for each mail, in order. With
 * COMPOSER_REFUSES and COMPOSER_GIVES_UP `error` (of SENTENCE_MAX bytes) says why; after another
 * result than COMPOSER_MESSAGE no later mail can be had.
 */
enum composer_result composer_take(struct composer *composer, size_t index, long long patience,
                                   const struct buffer **message, char *error);

#endif

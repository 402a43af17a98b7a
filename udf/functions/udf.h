/*
 * What the files of entry points share: the server's types and how arguments are read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server hands arguments over as pointer and length, not NUL-terminated, NULL for SQL NULL; in
 * an init call only constants have a pointer. An init call alone can raise an SQL error, of less
 * than 80 bytes (MYSQL_ERRMSG_SIZE is larger, the server's own buffer for it is not).
 */
#ifndef TICKETSTOCK_UDF_H
#define TICKETSTOCK_UDF_H

#include <mysql.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    UDF_MESSAGE_MAX = 80,
    UDF_RESULT_MAX = 16 * 1024 * 1024 /* bytes of one result */
};

/* Fails an init call with this sentence. */
my_bool udf_refuse(char *message, const char *sentence);

/*
 * Checks the delivery key in argument 0, which has to be a constant. True, or false with the
 * reason in `message`; nothing else may be done with a call before this, or udf_may_send, was true.
 */
bool udf_has_key(const UDF_ARGS *arguments, char *message);

/*
 * The same for what sends or previews, which has two locks: before the key file is opened, any
 * caller but the routines of ticketstock@localhost is refused. Where the server does not tell who
 * calls (caller.h) the key alone decides.
 */
bool udf_may_send(const UDF_ARGS *arguments, char *message);

/*
 * Checks the arguments from `first` on: pairs of a name, a constant text of 1 to 40 bytes, and a
 * value, which is asked of the server as text. False with the reason in `message`.
 */
bool udf_take_pairs(UDF_ARGS *arguments, unsigned first, char *message);

/* Whether argument `i` is the name `name`; only after udf_take_pairs. */
bool udf_is_named(const UDF_ARGS *arguments, unsigned i, const char *name);

#endif

/*
 * Plays the database server: calls a loadable function as udf_handler and Udf_func_string do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_SERVER_H
#define TICKETSTOCK_SERVER_H

#include <mysql.h>
#include <stdbool.h>
#include <stddef.h>

enum { SERVER_ARGUMENTS_MAX = 512, SERVER_MESSAGE_MAX = 80, SERVER_LENT = 255 };

/* One argument, the same in every row. */
struct value {
    enum Item_result type;
    bool constant;     /* the init call gets it as well */
    const char *bytes; /* as text, not NUL-terminated; NULL: SQL NULL */
    unsigned long length;
};

struct function {
    const char *name;
    my_bool (*init)(UDF_INIT *, UDF_ARGS *, char *);
    void (*clear)(UDF_INIT *, char *, char *); /* NULL unless it is an aggregate */
    void (*add)(UDF_INIT *, UDF_ARGS *, char *, char *);
    char *(*row)(UDF_INIT *, UDF_ARGS *, char *, unsigned long *, char *, char *);
    void (*deinit)(UDF_INIT *); /* may be NULL */
};

extern const struct function version_function, check_function, render_function, preview_function,
    send_function, left_over_function, forget_function;

enum outcome {
    REFUSED,   /* error 1123 with the sentence in `message` */
    NULL_TEXT, /* SQL NULL */
    TEXT
};

struct answer {
    enum outcome outcome;
    char message[SERVER_MESSAGE_MAX];
    char start[512]; /* the beginning of the last row's result, NUL-terminated */
    unsigned long length;
};

/*
 * Calls the function on `rows` rows of the arguments, and an aggregate twice (two groups). In the
 * row calls argument `changed` is `other`, unless that is NULL: the server's constants may change,
 * such as a user variable that a stored function sets. Breaks of the interface end the process.
 */
struct answer server_call(const struct function *function, const struct value *arguments,
                          unsigned count, unsigned rows, unsigned changed,
                          const struct value *other);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DECLARE(name)                                                                              \
    my_bool ticketstock_##name##_init(UDF_INIT *, UDF_ARGS *, char *);                             \
    char *ticketstock_##name(UDF_INIT *, UDF_ARGS *, char *, unsigned long *, char *, char *);     \
    void ticketstock_##name##_deinit(UDF_INIT *)
DECLARE(version);
DECLARE(check);
DECLARE(render);
DECLARE(preview);
DECLARE(send);
DECLARE(left_over);
DECLARE(forget);
void ticketstock_send_clear(UDF_INIT *, char *, char *);
void ticketstock_send_add(UDF_INIT *, UDF_ARGS *, char *, char *);

const struct function version_function = {"version", ticketstock_version_init, NULL,
                                          NULL,      ticketstock_version,      NULL};
const struct function check_function = {"check", ticketstock_check_init, NULL,
                                        NULL,    ticketstock_check,      NULL};
const struct function render_function = {"render",           ticketstock_render_init,  NULL, NULL,
                                         ticketstock_render, ticketstock_render_deinit};
const struct function preview_function = {
    "preview", ticketstock_preview_init, NULL,
    NULL,      ticketstock_preview,      ticketstock_preview_deinit};
const struct function send_function = {
    "send",           ticketstock_send_init,  ticketstock_send_clear, ticketstock_send_add,
    ticketstock_send, ticketstock_send_deinit};

const struct function left_over_function = {
    "left_over", ticketstock_left_over_init, NULL,
    NULL,        ticketstock_left_over,      ticketstock_left_over_deinit};
const struct function forget_function = {"forget", ticketstock_forget_init, NULL,
                                         NULL,     ticketstock_forget,      NULL};

/* The server's side of one call. No allocation: those are the function's. */
struct frame {
    UDF_INIT init;
    UDF_ARGS arguments;
    enum Item_result types[SERVER_ARGUMENTS_MAX];
    char *values[SERVER_ARGUMENTS_MAX];
    unsigned long lengths[SERVER_ARGUMENTS_MAX];
    char maybe_null[SERVER_ARGUMENTS_MAX];
    long long integer; /* what an argument points to that is asked for as a number */
    double real;
};

static void require(bool right, const struct function *function, const char *sentence) {
    if (right)
        return;
    fprintf(stderr, "ticketstock_%s %s\n", function->name, sentence);
    abort();
}

static void set(struct frame *frame, unsigned i, const struct value *value) {
    frame->lengths[i] = value->bytes ? value->length : 0;
    frame->values[i] = (char *)(size_t)value->bytes;
    if (!value->bytes)
        return;
    if (frame->types[i] == INT_RESULT)
        frame->values[i] = (char *)&frame->integer;
    if (frame->types[i] == REAL_RESULT)
        frame->values[i] = (char *)&frame->real;
}

/* In an init call only constants have a value, and lengths are the longest that there can be. */
static void describe(struct frame *frame, const struct value *arguments, unsigned count) {
    *frame = (struct frame){.integer = 1, .real = 1};
    frame->arguments.arg_count = count;
    frame->arguments.arg_type = frame->types;
    frame->arguments.args = frame->values;
    frame->arguments.lengths = frame->lengths;
    frame->arguments.maybe_null = frame->maybe_null;
    for (unsigned i = 0; i < count; i++) {
        frame->types[i] = arguments[i].type;
        frame->lengths[i] = arguments[i].length;
        if (arguments[i].constant)
            set(frame, i, &arguments[i]);
    }
}

static void set_row(struct frame *frame, const struct value *arguments, unsigned changed,
                    const struct value *other) {
    for (unsigned i = 0; i < frame->arguments.arg_count; i++)
        set(frame, i, other && i == changed ? other : &arguments[i]);
}

static void take_result(const struct function *function, const struct frame *frame,
                        const char *result, unsigned long length, bool null,
                        struct answer *answer) {
    answer->outcome = null ? NULL_TEXT : TEXT;
    answer->length = null ? 0 : length;
    if (null)
        return;
    require(result, function, "gave neither a result nor NULL");
    require(length <= frame->init.max_length, function, "gave more than it said");
    const size_t kept = length < sizeof answer->start ? length : sizeof answer->start - 1;
    memcpy(answer->start, result, kept);
    answer->start[kept] = '\0';
}

static void call_rows(const struct function *function, struct frame *frame,
                      const struct value *arguments, unsigned rows, unsigned changed,
                      const struct value *other, struct answer *answer) {
    char lent[SERVER_LENT];
    char error = 0;
    for (unsigned row = 0; row < rows; row++) {
        unsigned long length = 0;
        char null = 0;
        set_row(frame, arguments, changed, other);
        const char *result =
            function->row(&frame->init, &frame->arguments, lent, &length, &null, &error);
        take_result(function, frame, result, length, null || error, answer);
        if (error)
            return; /* the server calls no more */
    }
}

static void call_group(const struct function *function, struct frame *frame,
                       const struct value *arguments, unsigned rows, unsigned changed,
                       const struct value *other, struct answer *answer) {
    char lent[SERVER_LENT];
    char error = 0;
    char null = 0;
    unsigned long length = 0;
    function->clear(&frame->init, &null, &error);
    for (unsigned row = 0; row < rows && !error; row++) {
        set_row(frame, arguments, changed, other);
        function->add(&frame->init, &frame->arguments, &null, &error);
    }
    const char *result =
        function->row(&frame->init, &frame->arguments, lent, &length, &null, &error);
    take_result(function, frame, result, length, null || error, answer);
}

struct answer server_call(const struct function *function, const struct value *arguments,
                          unsigned count, unsigned rows, unsigned changed,
                          const struct value *other) {
    static struct frame frame;
    struct answer answer = {.outcome = NULL_TEXT};
    char message[SERVER_MESSAGE_MAX + 8];
    describe(&frame, arguments, count);
    memset(message, '#', sizeof message);
    if (function->init(&frame.init, &frame.arguments, message)) {
        require(memchr(message, '\0', SERVER_MESSAGE_MAX) && *message, function,
                "refused without a sentence that fits");
        require(memcmp(message + SERVER_MESSAGE_MAX, "########", 8) == 0, function,
                "wrote past the server's buffer");
        answer.outcome = REFUSED;
        memcpy(answer.message, message, SERVER_MESSAGE_MAX);
        return answer;
    }
    if (function->clear)
        for (int group = 0; group < 2; group++)
            call_group(function, &frame, arguments, rows, changed, other, &answer);
    else
        call_rows(function, &frame, arguments, rows, changed, other, &answer);
    if (function->deinit)
        function->deinit(&frame.init);
    return answer;
}

/*
 * Runs one short-lived program for one batch, inside the database server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program gets an empty environment, default signals, no descriptor but a socket as standard
 * input and output and one file that it may be given, and a session of its own. It is reaped before
 * the call returns, and at the deadline it is killed: neither KILL nor a shutdown interrupts C code
 * in the server, so the bound has to be ours. Only a program that its reader lets go on by itself
 * is left alone.
 */
#ifndef TICKETSTOCK_CHILD_H
#define TICKETSTOCK_CHILD_H

#include "shared/buffer.h"

enum {
    CHILD_ERROR_MAX = 160,
    CHILD_FILE = 3 /* the program's descriptor of the file that it was given */
};

enum child_wish {
    CHILD_READ_ON, /* there may be more */
    CHILD_STOP,    /* it broke the format and is to be killed */
    CHILD_LEAVE    /* it goes on by itself and has nothing more to say; whoever knows its number,
                      which is its session's, reaps it with waitpid() */
};

/* Receives what the program writes, as it comes. */
typedef enum child_wish child_reader(void *context, const char *bytes, size_t length);

/*
 * Starts `program` (an absolute path), feeds it `input`, hands its output to `reader`, and returns
 * when it has ended, closed its output, was let go, or has used up `milliseconds`; what it had
 * written by then is read. `file`: a descriptor that it gets as CHILD_FILE, or -1. True if it ended
 * by itself with exit status 0 or was let go; else `error` (of CHILD_ERROR_MAX bytes) says what
 * happened to it.
 */
bool child_run(const char *program, const struct buffer *input, int file, int milliseconds,
               child_reader *reader, void *context, char *error);

#endif

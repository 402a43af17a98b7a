/*
 * Runs one short-lived program for one batch, inside the database server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program gets an empty environment, default signals, no descriptor but a socket as standard
 * input and output, and a session of its own. It is always reaped before the call returns, and at
 * the deadline it is killed: neither KILL nor a shutdown interrupts C code in the server, so the
 * bound has to be ours.
 */
#ifndef TICKETSTOCK_CHILD_H
#define TICKETSTOCK_CHILD_H

#include "buffer.h"

enum { CHILD_ERROR_MAX = 160 };

/* Receives what the program writes, as it comes. False: the program is to be stopped. */
typedef bool child_reader(void *context, const char *bytes, size_t length);

/*
 * Starts `program` (an absolute path), feeds it `input`, hands its output to `reader`, and returns
 * when it has ended, closed its output, or used up `milliseconds`. True if it ended by itself with
 * exit status 0; else `error` (of CHILD_ERROR_MAX bytes) says what happened to it.
 */
bool child_run(const char *program, const struct buffer *input, int milliseconds,
               child_reader *reader, void *context, char *error);

#endif

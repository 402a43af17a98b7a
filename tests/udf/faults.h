/*
 * Takes the place of the C library's allocator in a test program: counts blocks, and fails one
 * call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls that count, and can be made to fail, are malloc, calloc, realloc (also those of the C
 * library itself, such as posix_spawn's), and, in what is linked with --wrap, socketpair and
 * posix_spawn.
 */
#ifndef TICKETSTOCK_FAULTS_H
#define TICKETSTOCK_FAULTS_H

#include <stdbool.h>
#include <stddef.h>

/* Begins to count; call number `nth` from here will fail, none if it is 0. */
void faults_begin(size_t nth);

/* Ends that. True if a call was made to fail. */
bool faults_end(void);

/* Blocks allocated since faults_begin() and not given back. */
long faults_blocks(void);

/* The most bytes that were allocated at once since faults_begin(). */
size_t faults_peak(void);

/* The program that posix_spawn starts instead of the one asked for; NULL: that one. */
extern const char *faults_program;

#endif

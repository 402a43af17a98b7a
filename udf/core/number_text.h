/*
 * Prints a number as the ERP prints a quantity.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TICKETSTOCK_NUMBER_TEXT_H
#define TICKETSTOCK_NUMBER_TEXT_H

#include <stddef.h>

enum { NUMBER_TEXT_SIZE = 320 }; /* DBL_MAX has 309 digits */

/*
 * Writes `number` in decimal into `text`, NUL-terminated: no exponent, at most 8 decimals and 15
 * digits that count, no zeros at the end of decimals, "." between. Gives the length; 0 for what is
 * no finite number. 0.1 + 0.2 is 0.3, 1e15 is 1000000000000000. It does not look at the locale.
 */
size_t number_text(char text[NUMBER_TEXT_SIZE], double number);

#endif

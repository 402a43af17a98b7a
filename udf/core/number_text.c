/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number_text.h"

#include <math.h>
#include <stdio.h>

enum { DECIMALS_MAX = 8 };
static const double exact_max =
    1e15; /* whole numbers up to here are exact, decimals are not beyond */

static size_t terminated(char text[NUMBER_TEXT_SIZE], int length) {
    const size_t written = length > 0 && length < NUMBER_TEXT_SIZE ? (size_t)length : 0;
    text[written] = '\0';
    return written;
}

size_t number_text(char text[NUMBER_TEXT_SIZE], double number) {
    if (!isfinite(number))
        return terminated(text, 0);
    const double size = number < 0 ? -number : number;
    if (size >= exact_max)
        return terminated(text, snprintf(text, NUMBER_TEXT_SIZE, "%.0f", number));
    int decimals = 0;
    long long scale = 1;
    while (decimals < DECIMALS_MAX && size * (double)scale * 10 < exact_max) {
        scale *= 10;
        decimals++;
    }
    const long long scaled = (long long)(size * (double)scale + 0.5); /* llround is in libm */
    long long rest = scaled % scale;
    while (decimals > 0 && rest % 10 == 0) {
        rest /= 10;
        decimals--;
    }
    const char *sign = number < 0 && scaled > 0 ? "-" : "";
    if (decimals == 0)
        return terminated(text, snprintf(text, NUMBER_TEXT_SIZE, "%s%lld", sign, scaled / scale));
    return terminated(text, snprintf(text, NUMBER_TEXT_SIZE, "%s%lld.%0*lld", sign, scaled / scale,
                                     decimals, rest));
}

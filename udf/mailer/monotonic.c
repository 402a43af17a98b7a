/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monotonic.h"

#include <time.h>

long long monotonic_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/*
 * Numbers as the ERP prints quantities.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "core/number_text.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

static bool gives(double number, const char *expected) {
    char text[NUMBER_TEXT_SIZE];
    memset(text, 'x', sizeof text);
    const size_t length = number_text(text, number);
    return length == strlen(expected) && memcmp(text, expected, length + 1) == 0;
}

int main(void) {
    CHECK(gives(NAN, ""));
    CHECK(gives(INFINITY, ""));
    CHECK(gives(0, "0"));
    CHECK(gives(-0.0, "0"));
    CHECK(gives(3, "3"));
    CHECK(gives(-3, "-3"));
    CHECK(gives(100, "100"));
    CHECK(gives(0.1 + 0.2, "0.3"));
    CHECK(gives(0.125, "0.125"));
    CHECK(gives(-0.5, "-0.5"));
    CHECK(gives(1.05, "1.05"));
    CHECK(gives(1.005, "1.005"));
    CHECK(gives(0.00000001, "0.00000001"));
    CHECK(gives(0.000000001, "0"));
    CHECK(gives(-0.000000001, "0"));
    CHECK(gives(2.999999999, "3"));
    CHECK(gives(0.99999999999, "1"));
    CHECK(gives(123456789012.34, "123456789012.34"));
    CHECK(gives(99999999.12345678, "99999999.1234568"));
    CHECK(gives(999999999999999, "999999999999999"));
    CHECK(gives(99999999999999.9, "99999999999999.9"));
    CHECK(gives(1e15, "1000000000000000"));
    CHECK(gives(1e20, "100000000000000000000"));
    char text[NUMBER_TEXT_SIZE];
    CHECK(number_text(text, DBL_MAX) == 309);
    CHECK(number_text(text, -DBL_MAX) == 310);
    if (setlocale(LC_ALL, "de_DE.UTF-8"))
        CHECK(gives(0.5, "0.5"));
    return check_end();
}

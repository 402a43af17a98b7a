/*
 * What the fuzz targets share: the input in fields, and checks of what came out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first byte of an input is the separator of its fields, so that seeds can be read and a field
 * may still hold any byte. A field is a block of its own, without a byte behind it, so that
 * AddressSanitizer sees whoever reads on.
 */
#ifndef TICKETSTOCK_FUZZ_H
#define TICKETSTOCK_FUZZ_H

#include "mailer/mail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the run, which is then a finding, if the property does not hold. */
#define REQUIRE(property)                                                                          \
    ((property) ? (void)0                                                                          \
                : (fprintf(stderr, "%s:%d: REQUIRE(%s) failed\n", __FILE__, __LINE__, #property),  \
                   abort()))

enum { FUZZ_FIELDS_MAX = 32 };

struct fuzz_input {
    const char *rest;
    size_t left;
    char separator;
    char *copies[FUZZ_FIELDS_MAX];
    size_t count;
};

static inline struct fuzz_input fuzz_open(const uint8_t *data, size_t size) {
    struct fuzz_input input = {.count = 0};
    if (size > 0) {
        input.separator = (char)data[0];
        input.rest = (const char *)data + 1;
        input.left = size - 1;
    }
    return input;
}

static inline struct text fuzz_copy(struct fuzz_input *input, size_t length) {
    char *copy = malloc(length > 0 ? length : 1);
    REQUIRE(copy && input->count < FUZZ_FIELDS_MAX);
    memcpy(copy, length > 0 ? input->rest : "", length);
    input->copies[input->count++] = copy;
    return (struct text){copy, length};
}

/* All that is left. */
static inline struct text fuzz_rest(struct fuzz_input *input) {
    const struct text rest = fuzz_copy(input, input->left);
    input->left = 0;
    return rest;
}

/* The next field; empty if there is none. */
static inline struct text fuzz_field(struct fuzz_input *input) {
    const char *end = input->left > 0 ? memchr(input->rest, input->separator, input->left) : NULL;
    if (!end)
        return fuzz_rest(input);
    const struct text field = fuzz_copy(input, (size_t)(end - input->rest));
    input->left -= field.length + 1;
    input->rest = end + 1;
    return field;
}

/* A number from 0 to 255: the first byte of the next field. */
static inline unsigned fuzz_number(struct fuzz_input *input) {
    const struct text field = fuzz_field(input);
    return field.length > 0 ? (unsigned char)field.bytes[0] : 0;
}

static inline void fuzz_close(struct fuzz_input *input) {
    while (input->count > 0)
        free(input->copies[--input->count]);
}

/* RFC 3629, decoded and judged by its value: another way than udf/core/json_text.c goes. */
static inline bool fuzz_is_utf8(const char *text, size_t length) {
    for (size_t i = 0; i < length;) {
        const unsigned first = (unsigned char)text[i++];
        const size_t more = first < 0x80           ? 0
                            : (first >> 5) == 0x06 ? 1
                            : (first >> 4) == 0x0E ? 2
                            : (first >> 3) == 0x1E ? 3
                                                   : SIZE_MAX;
        static const uint32_t lowest[] = {0, 0x80, 0x800, 0x10000};
        if (more == SIZE_MAX || more > length - i)
            return false;
        uint32_t value = more == 0 ? first : first & (0x3FU >> more);
        for (size_t k = 0; k < more; k++, i++) {
            if (((unsigned char)text[i] & 0xC0) != 0x80)
                return false;
            value = value << 6 | ((unsigned char)text[i] & 0x3F);
        }
        if (value < lowest[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
            return false;
    }
    return true;
}

/* Whether a sentence is whole and without control characters. */
static inline bool fuzz_is_sentence(const char *sentence, size_t size) {
    const size_t length = strnlen(sentence, size);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)sentence[i] < ' ' || sentence[i] == 0x7f)
            return false;
    return length > 0 && length < size;
}

#endif

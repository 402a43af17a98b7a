/*
 * Every argument of every function NULL, empty, of a wrong type, no constant, changed after the
 * init call, and as large as 4 GB: refused in words, NULL or a result; in bounded time and memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../unit/check.h"
#include "calls.h"
#include "faults.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define YARDSTICK_SECONDS 0.25

enum {
    YARDSTICK_STEPS = 64000000,
    TRIES = 5, /* to find a moment in which nobody else has the machine */
    ROWS = 2,
    SECONDS_MAX = 1,               /* of a processor as in yardstick(), for one call */
    LARGEST_SECONDS = 10,          /* for the most placeholders in the largest templates */
    MEMORY_MAX = 64 * 1024 * 1024, /* bytes: a batch of 32 MB is grown by doubling */
    HUGE_PIECE = 4 * 1024 * 1024   /* bytes that a huge argument repeats */
};
static const size_t huge_size = (size_t)4 * 1024 * 1024 * 1024;

/* 4 GB of one byte, of which only a piece takes memory. */
static const char *map_huge(char byte) {
    const int file = memfd_create("huge", MFD_CLOEXEC);
    char *start =
        mmap(NULL, huge_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    CHECK(file >= 0 && start != MAP_FAILED && ftruncate(file, HUGE_PIECE) == 0);
    for (size_t i = 0; i < huge_size; i += HUGE_PIECE)
        CHECK(mmap(start + i, HUGE_PIECE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file,
                   0) != MAP_FAILED);
    memset(start, byte, HUGE_PIECE);
    CHECK(close(file) == 0);
    return start;
}

static double cpu_seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/*
 * How many times longer a second of the bounds lasts on this machine at this moment: they were set
 * where this loop, of the work that takes longest here, took no longer than YARDSTICK_SECONDS.
 */
static double yardstick(void) {
    static const char text[] = "_____1__";
    static const char *volatile name = "_____2__"; /* volatile: compared by a call, each time */
    static volatile size_t length = sizeof text - 1;
    const double began = cpu_seconds();
    unsigned same = 0;
    for (unsigned i = 0; i < YARDSTICK_STEPS; i++)
        same += memcmp(text, name, length) == 0;
    CHECK(same == 0);
    const double ratio = (cpu_seconds() - began) / YARDSTICK_SECONDS;
    return ratio > 1 ? ratio : 1;
}

/*
 * Calls and checks the bounds. A call that takes too long is made again, with the yardstick beside
 * it: others on the machine only ever add to what it takes.
 */
static struct answer call_within(double seconds, const struct call *call,
                                 const struct value *values, unsigned count, unsigned changed,
                                 const struct value *other) {
    struct answer answer;
    double took;
    double allowed = seconds;
    unsigned tries = 0;
    do {
        if (tries > 0)
            allowed = seconds * yardstick();
        const double began = cpu_seconds();
        faults_begin(0);
        answer = server_call(call->function, values, count, ROWS, changed, other);
        (void)faults_end();
        took = cpu_seconds() - began;
        CHECK(faults_blocks() == 0);
        CHECK(faults_peak() <= MEMORY_MAX);
    } while (took > allowed && ++tries < TRIES);
    if (took > allowed)
        printf("%s: argument %u took %.1f s\n", call->function->name, changed, took);
    CHECK(took <= allowed);
    return answer;
}

static struct answer call_bounded(const struct call *call, const struct value *values,
                                  unsigned count, unsigned changed, const struct value *other) {
    return call_within(SECONDS_MAX, call, values, count, changed, other);
}

static void test_good_calls(void) {
    for (size_t i = 0; i < call_count; i++) {
        struct value values[CALL_ARGUMENTS_MAX];
        const unsigned count = call_values(&calls[i], values);
        const struct answer answer = call_bounded(&calls[i], values, count, 0, NULL);
        CHECK(answer.outcome == TEXT &&
              strncmp(answer.start, calls[i].answer, strlen(calls[i].answer)) == 0);
    }
}

/* Too few arguments of each number, and one too many. */
static void test_counts(void) {
    for (size_t i = 0; i < call_count; i++) {
        struct value values[CALL_ARGUMENTS_MAX + 1];
        const unsigned count = call_values(&calls[i], values);
        values[count] = (struct value){STRING_RESULT, true, "x", 1};
        CHECK(call_bounded(&calls[i], values, count + 1, 0, NULL).outcome == REFUSED);
        for (unsigned fewer = 0; fewer < count; fewer++) {
            const bool whole = fewer >= calls[i].first_pair &&
                               (fewer - calls[i].first_pair) % 2 == 0 &&
                               calls[i].function != &check_function;
            const struct answer answer = call_bounded(&calls[i], values, fewer, 0, NULL);
            CHECK(whole || answer.outcome == REFUSED);
        }
    }
}

/* Whether the init call has to refuse an argument that is no constant text. */
static bool must_be_constant(const struct call *call, unsigned i) {
    if (call->function == &left_over_function || call->function == &forget_function)
        return i == 0;
    return i < call->first_pair ? call->function != &render_function || i > 0
                                : (i - call->first_pair) % 2 == 0;
}

static void test_each_argument(void) {
    const char *huge = map_huge('_');
    calls_use_mailer("#!/bin/sh\nexec cat >/dev/null\n"); /* quicker than the real one */
    const struct value spoilt[] = {
        {STRING_RESULT, true, NULL, 0},
        {STRING_RESULT, false, NULL, 0},
        {STRING_RESULT, true, "", 0},
        {STRING_RESULT, false, "", 0},
        {STRING_RESULT, false, "x", 1},
        {INT_RESULT, true, "1", 1},
        {INT_RESULT, false, "1", 1},
        {REAL_RESULT, true, "1", 1},
        {DECIMAL_RESULT, true, "1.0", 3},
        {DECIMAL_RESULT, false, NULL, 0},
        {STRING_RESULT, true, "\0\r\n", 3},
        {STRING_RESULT, true, "\xff\xfe__", 4},
        {STRING_RESULT, true, huge, huge_size},
        {STRING_RESULT, false, huge, huge_size},
    };
    for (size_t i = 0; i < call_count; i++) {
        struct value values[CALL_ARGUMENTS_MAX];
        const unsigned count = call_values(&calls[i], values);
        for (unsigned k = 0; k < count; k++)
            for (size_t s = 0; s < sizeof spoilt / sizeof *spoilt; s++) {
                const struct value kept = values[k];
                values[k] = spoilt[s];
                const struct answer answer = call_bounded(&calls[i], values, count, k, NULL);
                CHECK(!must_be_constant(&calls[i], k) || answer.outcome == REFUSED);
                /* A constant of the init call may be another one in the row call. */
                values[k] = kept;
                call_bounded(&calls[i], values, count, k, &spoilt[s]);
            }
    }
    calls_use_mailer(NULL);
    CHECK(munmap((void *)(size_t)huge, huge_size) == 0);
}

/* A value, or the template, of 4 GB makes no mail and no text. */
static void test_huge_values(const char *huge) {
    for (size_t i = 2; i < call_count; i++) {
        struct value values[CALL_ARGUMENTS_MAX];
        const unsigned count = call_values(&calls[i], values);
        for (unsigned k = calls[i].function == &render_function ? 0 : 2; k < count; k++) {
            const struct value kept = values[k];
            if (kept.constant)
                continue;
            values[k] = (struct value){STRING_RESULT, false, huge, huge_size};
            const struct answer answer = call_bounded(&calls[i], values, count, k, NULL);
            CHECK(answer.outcome == NULL_TEXT || strstr(answer.start, "larger than") ||
                  strstr(answer.start, "memory is out"));
            values[k] = kept;
        }
    }
}

/* As many placeholders as there may be, in the largest template that begins such names all over. */
static void test_many_placeholders(const char *beginning) {
    enum { MOST = 2 + 2 * 64, TEMPLATE_MAX = 16 * 1024 * 1024 };
    static const struct call call = {&render_function, {NULL}, 2, ""};
    static char names[SERVER_ARGUMENTS_MAX][16];
    struct value values[SERVER_ARGUMENTS_MAX];
    char *text = malloc(TEMPLATE_MAX);
    CHECK(text != NULL);
    for (size_t i = 0; text && i < TEMPLATE_MAX; i++)
        text[i] = beginning[i % strlen(beginning)];
    values[0] = (struct value){STRING_RESULT, false, text, TEMPLATE_MAX};
    values[1] = (struct value){STRING_RESULT, true, "html", 4};
    for (unsigned i = 2; i < SERVER_ARGUMENTS_MAX; i += 2) {
        const int length = snprintf(names[i], sizeof names[i], "%s%u__", beginning, i);
        values[i] = (struct value){STRING_RESULT, true, names[i], (unsigned long)length};
        values[i + 1] = (struct value){STRING_RESULT, false, "", 0};
    }
    CHECK(call_within(LARGEST_SECONDS, &call, values, MOST, 0, NULL).outcome == TEXT);
    CHECK(call_bounded(&call, values, MOST + 2, 0, NULL).outcome == REFUSED);
    free(text);
}

int main(void) {
    calls_prepare();
    test_good_calls();
    test_counts();
    test_each_argument();
    const char bytes[] = {'x', '_', '\n', '\0'};
    for (size_t i = 0; i < sizeof bytes; i++) {
        const char *huge = map_huge(bytes[i]);
        test_huge_values(huge);
        CHECK(munmap((void *)(size_t)huge, huge_size) == 0);
    }
    test_many_placeholders("_____");
    test_many_placeholders("__x");
    return check_end();
}

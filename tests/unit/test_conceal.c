/*
 * A password that a relay repeats does not get into what is recorded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "mailer/relay/conceal.h"

#include <string.h>

static bool is_left_out(const struct relay *relay, const char *words) {
    return strstr(conceal(relay, words), "left out") != NULL;
}

int main(void) {
    const struct relay joe = {.username = "joe", .password = "s3cret"};
    const struct relay brief = {.username = "joe", .password = "abc"};
    const struct relay nobody = {.username = ""};
    CHECK(is_left_out(&joe, "5.5.1 unknown: AUTH PLAIN AGpvZQBzM2NyZXQ= here"));
    CHECK(is_left_out(&joe, "czNjcmV0"));
    CHECK(is_left_out(&joe, "joe:s3cret"));
    CHECK(!is_left_out(&joe, "5.7.8 joe, s3cre"));
    CHECK(!is_left_out(&joe, ""));
    CHECK(is_left_out(&brief, "AGpvZQBhYmM="));
    CHECK(is_left_out(&brief, "YWJj"));
    CHECK(!is_left_out(&brief, "as easy as abc"));
    CHECK(!is_left_out(&nobody, "5.7.8 who are you?"));
    return check_end();
}

/*
 * What may stand in a journal: results are JSON, whole, and name a mail once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/journal.h"
#include "json_check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RESULT_MAX = 16 * 1024 * 1024 };

static const struct journal_text lane = {"fuzz-1", 6};
static const struct journal_text claim = {"0123456789abcdef", JOURNAL_CLAIM};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char folder[] = "/tmp/ticketstock.XXXXXX";
    static bool ready;
    if (!ready) {
        REQUIRE(mkdtemp(folder) && chdir(folder) == 0);
        ready = true;
    }
    struct buffer json;
    buffer_init(&json, RESULT_MAX);
    const int file = journal_open(lane, claim);
    REQUIRE(file >= 0 && write(file, data, size) == (ssize_t)size);
    close(file);
    REQUIRE(journal_read(lane, (struct journal_text){NULL, 0}, &json) == JOURNAL_FOUND);
    REQUIRE(json_is_valid(json.bytes, json.length));
    REQUIRE(journal_read(lane, claim, &json) == JOURNAL_NONE);
    REQUIRE(journal_forget(lane, claim));
    buffer_free(&json);
    return 0;
}

/*
 * A relay's bytes: no hidden extension gets through, and it is all the same in which pieces they
 * come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "mailer/relay/dialogue.h"
#include "fuzz.h"

static const char *const commands[] = {
    "EHLO me\r\n",       "HELO me\r\n", "STARTTLS\r\n", "AUTH PLAIN x\r\n", "MAIL FROM:<a@b>\r\n",
    "RCPT TO:<a@b>\r\n", "DATA\r\n",    "RSET\r\n",     "QUIT\r\n"};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void check_hidden(const char *bytes, size_t length) {
    static const char *const words[] = {"CHUNKING", "PIPELINING", "ENHANCEDSTATUSCODES", "XUSR",
                                        "NTLM"};
    for (size_t i = 0; i < length; i++) {
        REQUIRE((unsigned char)bytes[i] < 0x80);
        for (size_t word = 0; word < sizeof words / sizeof *words; word++)
            REQUIRE(length - i < strlen(words[word]) ||
                    strncasecmp(bytes + i, words[word], strlen(words[word])) != 0);
    }
}

static void check_state(const struct dialogue *dialogue) {
    REQUIRE(dialogue->text_length <= DIALOGUE_TEXT_MAX);
    REQUIRE(strnlen(dialogue->text, sizeof dialogue->text) <= DIALOGUE_TEXT_MAX);
    REQUIRE(dialogue->line_length <= DIALOGUE_LINE_MAX);
    REQUIRE(dialogue->code >= 0 && dialogue->code <= 999);
    REQUIRE(!dialogue->answered || dialogue->complete);
    REQUIRE(*dialogue_step_name(dialogue->step));
}

static bool same(const struct dialogue *one, const struct dialogue *other) {
    return one->step == other->step && one->answered == other->answered &&
           one->complete == other->complete && one->authenticated == other->authenticated &&
           one->fault == other->fault && one->code == other->code &&
           one->text_length == other->text_length && strcmp(one->text, other->text) == 0 &&
           one->line_length == other->line_length &&
           memcmp(one->line, other->line, one->line_length) == 0;
}

/* Hands a reply to both: as a whole, and byte by byte. */
static void read_reply(struct dialogue *whole, struct dialogue *pieces, const struct text *reply) {
    char *once = malloc(reply->length + 1);
    char *twice = malloc(reply->length + 1);
    REQUIRE(once && twice);
    memcpy(once, reply->bytes, reply->length);
    memcpy(twice, reply->bytes, reply->length);
    dialogue_read(whole, once, reply->length);
    for (size_t i = 0; i < reply->length; i++)
        dialogue_read(pieces, twice + i, 1);
    REQUIRE(memcmp(once, twice, reply->length) == 0 && same(whole, pieces));
    if (whole->step == STEP_EHLO)
        check_hidden(once, reply->length);
    else
        REQUIRE(memcmp(once, reply->bytes, reply->length) == 0);
    check_state(whole);
    free(once);
    free(twice);
}

/* Fields: a reply; then in turn a command and a reply. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct fuzz_input input = fuzz_open(data, size);
    struct dialogue whole;
    struct dialogue pieces;
    dialogue_begin(&whole);
    dialogue_begin(&pieces);
    for (size_t turn = 0; turn < FUZZ_FIELDS_MAX / 2 && input.left > 0; turn++) {
        if (turn > 0) {
            const char *command = commands[fuzz_number(&input) % COMMANDS];
            dialogue_ask(&whole, command, strlen(command));
            dialogue_ask(&pieces, command, strlen(command));
        }
        const struct text reply = fuzz_field(&input);
        read_reply(&whole, &pieces, &reply);
    }
    fuzz_close(&input);
    return 0;
}

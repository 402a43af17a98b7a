/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calls.h"

#include "../unit/check.h"
#include "faults.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

#define CLAIM "0123456789abcdef"
#define JOURNAL "ticketstock.calls-1." CLAIM

/* Port 1 of this host refuses connections, so that nothing is sent. */
const struct call calls[] = {
    {&version_function, {NULL}, 0, "0."},
    {&check_function, {KEY}, 1, "ok"},
    {&render_function,
     {"<p>__A__ __B__</p>__C__", "html", "__A__", "<1>", "html:__B__", "<b>2</b>", "__C__", ""},
     2,
     "<p>&lt;1&gt; <b>2</b></p>"},
    {&preview_function,
     {KEY, "mail", "7", "sender", "a@example.com", "recipient", "b@example.com", "message_id",
      "7@example.com", "subject", "S", "html", "<p>Bonjour</p>"},
     1,
     "Date: "},
    {&send_function,
     {KEY, "relay.host", "127.0.0.1", "relay.port", "1", "relay.tls", "none", "mail", "7", "sender",
      "a@b.fr", "recipient", "b@example.com", "message_id", "7@example.com", "html", "<p>x</p>"},
     1,
     "{\"journal\":null,\"relay\":{\"usable\":"},
    {&left_over_function, {KEY, "calls-1", ""}, 3, "{\"claim\":\"" CLAIM "\",\"alive\":false,"},
    {&forget_function, {KEY, "calls-2", CLAIM}, 3, "ok"},
};
const size_t call_count = sizeof calls / sizeof *calls;

static char program[] = TICKETSTOCK_SECRETS ".sh";

unsigned call_values(const struct call *call, struct value *values) {
    unsigned count = 0;
    for (; count < CALL_ARGUMENTS_MAX && call->arguments[count]; count++)
        values[count] =
            (struct value){STRING_RESULT,
                           (count > 0 || call->first_pair != 2) &&
                               (count < call->first_pair || (count - call->first_pair) % 2 == 0),
                           call->arguments[count], strlen(call->arguments[count])};
    return count;
}

static void remove_files(void) {
    unlink(JOURNAL);
    unlink(TICKETSTOCK_SECRETS);
    unlink(program);
}

static void write_file(const char *path, const char *text, mode_t mode) {
    FILE *file = fopen(path, "w");
    CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0 && chmod(path, mode) == 0);
}

void calls_prepare(void) {
    CHECK(atexit(remove_files) == 0);
    write_file(TICKETSTOCK_SECRETS, "key = " KEY "\n", 0600);
    write_file(JOURNAL, "ticketstock-journal 1\nmailer 1\nbegin 7\n", 0600);
}

void calls_use_mailer(const char *script) {
    if (script)
        write_file(program, script, 0700);
    faults_program = script ? program : NULL;
}

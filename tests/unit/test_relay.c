/*
 * A relay's password: the line of this installation first, then the one that all have in common,
 * never another's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "mailer/relay/relay.h"
#include "mailer/sentence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char path[] = "/tmp/ticketstock.XXXXXX";

static struct text text_of(const char *text) {
    return (struct text){text, strlen(text)};
}

/* The password that a relay `main` of this installation gets; NULL: none, with `error`. */
static const char *password_of(const char *scope, char *error) {
    static struct relay relay;
    const struct relay_settings settings = {.name = text_of("main"),
                                            .scope = text_of(scope),
                                            .host = text_of("127.0.0.1"),
                                            .port = text_of("25"),
                                            .tls = text_of("none"),
                                            .username = text_of("erp")};
    return relay_prepare(&settings, path, &relay, error) ? relay.password : NULL;
}

static void write_secrets(const char *lines) {
    FILE *file = fopen(path, "w");
    CHECK(file && fputs(lines, file) >= 0 && fclose(file) == 0 && chmod(path, 0600) == 0);
}

int main(void) {
    char error[SENTENCE_MAX];
    char wide[RELAY_SCOPE_MAX + 2];
    const int file = mkstemp(path);
    CHECK(file >= 0);
    close(file);
    memset(wide, 'a', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    write_secrets("password.first.main = one\npassword.main = common\n");
    CHECK(strcmp(password_of("first", error), "one") == 0);
    CHECK(strcmp(password_of("second", error), "common") == 0);
    CHECK(strcmp(password_of("", error), "common") == 0);
    CHECK(strcmp(password_of(wide, error), "common") == 0);
    CHECK(strcmp(password_of("a\nb", error), "common") == 0);
    write_secrets("password.first.main = one\n");
    CHECK(strcmp(password_of("first", error), "one") == 0);
    CHECK(!password_of("second", error) && strstr(error, "(line \"password.main = ...\")"));
    CHECK(!password_of("", error));
    CHECK(unlink(path) == 0);
    return check_end();
}

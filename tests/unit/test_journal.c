/*
 * Journals: made, found, read while a mailer holds them and after it, merged, forgotten; names and
 * files that are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "core/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLAIM "00000000000000"
#define MAIL(id, state, code, text)                                                                \
    "{\"id\":" id ",\"state\":\"" state "\",\"code\":" code ",\"text\":\"" text "\"}"

static struct journal_text text_of(const char *text) {
    return (struct journal_text){text, text ? strlen(text) : 0};
}

static void say(int journal, const char *text) {
    CHECK(write(journal, text, strlen(text)) == (ssize_t)strlen(text));
}

static int open_journal(const char *claim) {
    const int journal = journal_open(text_of("erp-1"), text_of(claim));
    CHECK(journal >= 0);
    return journal;
}

/* What is read after a claim, NUL-terminated until the next call; "" if nothing is found. */
static const char *read_after(const char *claim) {
    static struct buffer json;
    buffer_free(&json);
    buffer_init(&json, 100000);
    const bool found = journal_read(text_of("erp-1"), text_of(claim), &json) == JOURNAL_FOUND;
    CHECK(found == (json.length > 0) && buffer_append(&json, "", 1));
    return json.bytes;
}

static bool is_forgotten(const char *claim) {
    return journal_forget(text_of("erp-1"), text_of(claim));
}

static void names_are_checked(void) {
    static const char *const lanes[] = {"", "a/b", "..", "a.1", "é-1", "a b", NULL};
    for (size_t i = 0; i < sizeof lanes / sizeof *lanes; i++) {
        CHECK(journal_open(text_of(lanes[i]), text_of(CLAIM "01")) == -1 && errno == EINVAL);
        CHECK(!journal_forget(text_of(lanes[i]), text_of(CLAIM "01")));
    }
    char wide[JOURNAL_LANE_MAX + 2];
    memset(wide, 'a', sizeof wide);
    CHECK(journal_is_lane((struct journal_text){wide, JOURNAL_LANE_MAX}));
    CHECK(!journal_is_lane((struct journal_text){wide, JOURNAL_LANE_MAX + 1}));
    CHECK(!journal_is_lane((struct journal_text){"a\0b", 3}));
    CHECK(journal_open(text_of("erp-1"), text_of("../../etc/passwd")) == -1 && errno == EINVAL);
    CHECK(journal_open(text_of("erp-1"), text_of(CLAIM "0")) == -1);
    CHECK(journal_open(text_of("erp-1"), text_of(CLAIM "0A")) == -1);
    CHECK(journal_open(text_of("erp-1"), text_of(NULL)) == -1);
}

static void it_is_read_and_forgotten(void) {
    struct stat status;
    CHECK(!*read_after(""));
    const int journal = open_journal(CLAIM "0a");
    CHECK(fstat(journal, &status) == 0 && (status.st_mode & 0777) == 0600);
    CHECK(journal_open(text_of("erp-1"), text_of(CLAIM "0a")) == -1 && errno == EEXIST);
    say(journal, "mailer 1\nbegin 17\noutcome 17 sent 250 2.0.0 Ok\nbegin 18\n");
    CHECK(strcmp(read_after(""),
                 "{\"claim\":\"" CLAIM "0a\",\"alive\":true,\"relay\":{\"usable\":true,\"code\":0,"
                 "\"text\":\"\"},\"mails\":[" MAIL("17", "sent", "250", "2.0.0 Ok") "," MAIL(
                     "18", "awaited", "0", "") "]}") == 0);
    close(journal);
    CHECK(strcmp(read_after(""),
                 "{\"claim\":\"" CLAIM "0a\",\"alive\":false,\"relay\":{\"usable\":true,\"code\":0,"
                 "\"text\":\"\"},\"mails\":[" MAIL("17", "sent", "250", "2.0.0 Ok") "," MAIL(
                     "18", "uncertain", "0", "") "]}") == 0);
    CHECK(!*read_after(CLAIM "0a"));
    CHECK(is_forgotten(CLAIM "0a") && is_forgotten(CLAIM "0a") && !*read_after(""));
}

/* A disk that was full leaves lines that are cut off; a mail is told of once. */
static void broken_lines_are_passed_over(void) {
    const int journal = open_journal(CLAIM "0b");
    say(journal, "begin 1\noutc\noutcome 1 sent 250 Ok\noutcome 1 refused 550 No\nbegin x\n\n"
                 "nonsense\nbegin 2\noutcome 2 def");
    close(journal);
    CHECK(strstr(read_after(""), "\"mails\":[" MAIL("1", "sent", "250", "Ok") "," MAIL(
                                     "2", "uncertain", "0", "") "]}"));
    CHECK(is_forgotten(CLAIM "0b"));
}

static void each_is_found(void) {
    close(open_journal(CLAIM "0d"));
    close(open_journal(CLAIM "0c"));
    close(journal_open(text_of("erp-12"), text_of(CLAIM "0e")));
    close(journal_open(text_of("other-1"), text_of(CLAIM "0f")));
    CHECK(mkdir("ticketstock.erp-1." CLAIM "00", 0700) == 0);
    CHECK(symlink("/etc/passwd", "ticketstock.erp-1." CLAIM "01") == 0);
    CHECK(mkfifo("ticketstock.erp-1." CLAIM "02", 0600) == 0);
    CHECK(strstr(read_after(""), CLAIM "0c"));
    CHECK(strstr(read_after(CLAIM "0c"), CLAIM "0d"));
    CHECK(!*read_after(CLAIM "0d"));
    CHECK(is_forgotten(CLAIM "0c") && is_forgotten(CLAIM "0d"));
    CHECK(journal_forget(text_of("erp-12"), text_of(CLAIM "0e")));
    CHECK(journal_forget(text_of("other-1"), text_of(CLAIM "0f")));
    CHECK(rmdir("ticketstock.erp-1." CLAIM "00") == 0);
    CHECK(is_forgotten(CLAIM "01") && is_forgotten(CLAIM "02"));
}

static void a_mailer_is_reaped(void) {
    const int journal = open_journal(CLAIM "10");
    int ready[2];
    char byte;
    CHECK(pipe(ready) == 0);
    const pid_t mailer = fork();
    if (mailer == 0) {
        setsid();
        close(ready[0]);
        _exit(write(ready[1], "", 1) == 1 ? 0 : 1);
    }
    close(ready[1]);
    CHECK(mailer > 0 && read(ready[0], &byte, 1) == 1 && read(ready[0], &byte, 1) == 0);
    close(ready[0]);
    char line[32];
    snprintf(line, sizeof line, "mailer %d\n", (int)mailer);
    say(journal, line);
    CHECK(*read_after(""));
    CHECK(waitid(P_PID, (id_t)mailer, &(siginfo_t){0}, WEXITED | WNOWAIT) ==
          0); /* not while it is held */
    close(journal);
    CHECK(*read_after(""));
    CHECK(waitpid(mailer, NULL, WNOHANG) == -1 && errno == ECHILD);
    CHECK(is_forgotten(CLAIM "10"));
}

static void what_nobody_heard_is_merged(void) {
    struct outcomes outcomes;
    struct buffer json;
    const int journal = open_journal(CLAIM "11");
    say(journal,
        "mailer 1\nbegin 1\noutcome 1 sent 250 Ok\nbegin 2\noutcome 2 sent 250 Two\nbegin 3\n");
    outcomes_init(&outcomes);
    buffer_init(&json, 10000);
    CHECK(outcomes_add(&outcomes, 1) && outcomes_add(&outcomes, 2) && outcomes_add(&outcomes, 3));
    CHECK(outcomes_read(&outcomes, "begin 1\noutcome 1 sent 250 Ok\nbegin 2\noutco", 44));
    journal_merge(journal, &outcomes);
    CHECK(outcomes_write(&outcomes, &json) && buffer_append(&json, "", 1));
    CHECK(strstr(json.bytes, MAIL("1", "sent", "250", "Ok") "," MAIL(
                                 "2", "sent", "250", "Two") "," MAIL("3", "uncertain", "0", "")));
    close(journal);
    outcomes_free(&outcomes);
    buffer_free(&json);
    CHECK(is_forgotten(CLAIM "11"));
}

int main(void) {
    char folder[] = "/tmp/ticketstock.XXXXXX";
    CHECK(mkdtemp(folder) != NULL && chdir(folder) == 0);
    names_are_checked();
    it_is_read_and_forgotten();
    broken_lines_are_passed_over();
    each_is_found();
    a_mailer_is_reaped();
    what_nobody_heard_is_merged();
    (void)read_after(CLAIM "ff");
    CHECK(chdir("/") == 0 && rmdir(folder) == 0);
    return check_end();
}

/*
 * An option of the server, looked for in files and on the command line: this program runs itself
 * with the words of a server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "check.h"
#include "core/server_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { IS_ON = 17, IS_OFF = 18 };

static char folder[] = "/tmp/ticketstock.XXXXXX";
static char file[64], other[64], part[64];

static void write_file(const char *path, const char *text) {
    FILE *stream = fopen(path, "w");
    CHECK(stream && fputs(text, stream) >= 0 && fclose(stream) == 0);
}

/* What a server with these words on its command line finds. */
static int find(const char *first, const char *second) {
    int status = 0;
    const pid_t child = fork();
    if (child == 0) {
        alarm(60); /* what waits for ever fails */
        execl("/proc/self/exe", "mariadbd", first, second, NULL);
        _exit(1);
    }
    return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* What one finds whose option file has this text. */
static int find_in(const char *text) {
    char word[100];
    write_file(file, text);
    snprintf(word, sizeof word, "--defaults-file=%s", file);
    return find(word, NULL);
}

static void words_count(void) {
    CHECK(find("--no-defaults", NULL) == IS_OFF);
    CHECK(find("--no-defaults", "--event-scheduler=ON") == IS_ON);
    CHECK(find("--no-defaults", "--event_scheduler=on") == IS_ON);
    CHECK(find("--no-defaults", "--event-scheduler") == IS_ON);
    CHECK(find("--no-defaults", "--loose-event-scheduler=1") == IS_ON);
    CHECK(find("--no-defaults", "--event-scheduler=OFF") == IS_OFF);
    CHECK(find("--no-defaults", "--event-scheduler=DISABLED") == IS_OFF);
    CHECK(find("--no-defaults", "--event-schedulers=ON") == IS_OFF);
}

static void lines_count(void) {
    CHECK(find_in("[mariadbd]\nevent_scheduler = ON\n") == IS_ON);
    CHECK(find_in("[mysqld]\n  event-scheduler=1") == IS_ON);
    CHECK(find_in("[server]\nevent_scheduler = 'on' # yes\r\n") == IS_ON);
    CHECK(find_in("[mysqld]\nevent_scheduler\n") == IS_ON);
    CHECK(find_in("[client]\nevent_scheduler = ON\n") == IS_OFF);
    CHECK(find_in("event_scheduler = ON\n") == IS_OFF);
    CHECK(find_in("[mysqld]\n# event_scheduler = ON\n;event_scheduler = ON\n") == IS_OFF);
    CHECK(find_in("[mysqld]\nevent_scheduler = ON\nevent_scheduler = OFF\n") == IS_OFF);
    CHECK(find_in("") == IS_OFF);
}

static void files_include_others(void) {
    char text[200];
    write_file(part, "[mariadbd]\nevent_scheduler = ON\n");
    write_file(other, "[mariadbd]\nevent_scheduler = ON\n");
    snprintf(text, sizeof text, "[client]\n!includedir %s/d\n", folder);
    CHECK(find_in(text) == IS_ON);
    snprintf(text, sizeof text, "!include %s\n", other);
    CHECK(find_in(text) == IS_ON);
    snprintf(text, sizeof text, "!include %s\n", file); /* itself */
    CHECK(find_in(text) == IS_OFF);
    unlink(part);
    snprintf(text, sizeof text, "!includedir %s/d\n!include /nowhere\n", folder);
    CHECK(find_in(text) == IS_OFF);
    snprintf(text, sizeof text, "--defaults-extra-file=%s", other);
    CHECK(find("--no-defaults", text) == IS_ON);
}

/* Nobody writes into it: to open it would wait. A file that includes itself twice a line ends. */
static void pipes_and_floods_end(void) {
    char text[4096];
    CHECK(mkfifo(part, 0600) == 0);
    snprintf(text, sizeof text, "!include %s\n!includedir %s/d\n", part, folder);
    CHECK(find_in(text) == IS_OFF);
    unlink(part);
    *text = '\0';
    while (strlen(text) + 60 < sizeof text)
        snprintf(text + strlen(text), sizeof text - strlen(text), "!include %s\n", file);
    CHECK(find_in(text) == IS_OFF);
}

int main(int count, char **words) {
    if (strcmp(words[0], "mariadbd") == 0)
        return server_option_is_on("event_scheduler") ? IS_ON : IS_OFF;
    (void)count;
    CHECK(mkdtemp(folder) != NULL);
    snprintf(file, sizeof file, "%s/my.cnf", folder);
    snprintf(other, sizeof other, "%s/other", folder);
    snprintf(part, sizeof part, "%s/d", folder);
    CHECK(mkdir(part, 0700) == 0);
    snprintf(part, sizeof part, "%s/d/60.cnf", folder);
    words_count();
    lines_count();
    files_include_others();
    pipes_and_floods_end();
    unlink(file);
    unlink(other);
    snprintf(part, sizeof part, "%s/d", folder);
    rmdir(part);
    rmdir(folder);
    return check_end();
}

/*
 * When a session begins no further mail: by a clock that the test turns on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The session runs in a process of its own, which ends with its last report, against a relay on
 * loopback that takes everything.
 */
#include "check.h"
#include "mailer/compose/message.h"
#include "mailer/monotonic.h"
#include "mailer/relay/session.h"
#include "mailer/relay/transfer.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAILS = 2 };

static long long elapsed; /* what the session believes, once it is connected */

/* Asked at the connection first, for the limit of the whole session, which is a real one. */
long long monotonic_milliseconds(void) {
    static int asked;
    return asked++ == 0 ? 0 : elapsed;
}

static int listen_on_loopback(struct sockaddr_in *address) {
    socklen_t size = sizeof *address;
    const int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    CHECK(bind(listening, (struct sockaddr *)address, size) == 0 && listen(listening, 1) == 0);
    CHECK(getsockname(listening, (struct sockaddr *)address, &size) == 0);
    return listening;
}

/* Takes every mail; ends with the connection. */
static _Noreturn void play_relay(int listening) {
    char line[1000];
    bool body = false;
    const int connection = accept(listening, NULL, NULL);
    FILE *in = fdopen(connection, "r");
    dprintf(connection, "220 relay.example\r\n");
    while (in && fgets(line, sizeof line, in)) {
        const bool end = strcmp(line, ".\r\n") == 0;
        if (body && !end)
            continue;
        body = strncmp(line, "DATA", 4) == 0;
        dprintf(connection, body ? "354 Go ahead\r\n" : "250 Ok\r\n");
    }
    _exit(0);
}

static _Noreturn void play_mailer(const struct sockaddr_in *address) {
    static struct mail mails[MAILS];
    static struct addressed_mail addressed[MAILS];
    static struct relay relay = {.host = "127.0.0.1", .ehlo_name = "erp.example.com"};
    char error[512];
    message_init();
    snprintf(relay.port, sizeof relay.port, "%d", ntohs(address->sin_port));
    for (size_t i = 0; i < MAILS; i++) {
        mails[i] = (struct mail){.number = i + 1,
                                 .sender = {"erp@example.com", 15},
                                 .recipient = {"jean@example.com", 16},
                                 .message_id = {"a@b.fr", 6},
                                 .html = {"<p>x</p>", 8}};
        addressed[i] = (struct addressed_mail){.mail = &mails[i]};
        if (!address_take_all(&mails[i], &addressed[i].addresses, error))
            _exit(2);
    }
    transfer_mails(&relay, addressed, MAILS, 0);
    dprintf(STDOUT_FILENO, "returned\n");
    _exit(0);
}

/* What a session of two mails reports that is so far when it begins the first. */
static const char *report_after(long long milliseconds) {
    static char report[4096];
    struct sockaddr_in address;
    int ends[2];
    size_t length = 0;
    ssize_t got;
    elapsed = milliseconds;
    const int listening = listen_on_loopback(&address);
    const pid_t relay = fork();
    if (relay == 0)
        play_relay(listening);
    close(listening);
    CHECK(pipe(ends) == 0);
    const pid_t mailer = fork();
    if (mailer == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[1]);
        play_mailer(&address);
    }
    close(ends[1]);
    while ((got = read(ends[0], report + length, sizeof report - 1 - length)) > 0)
        length += (size_t)got;
    report[length] = '\0';
    close(ends[0]);
    CHECK(waitpid(mailer, NULL, 0) == mailer && waitpid(relay, NULL, 0) == relay);
    return report;
}

#define SENT(mail) "begin " mail "\noutcome " mail " sent 250 Ok\n"

int main(void) {
    fflush(stdout);
    CHECK(strcmp(report_after(SESSION_BEGIN_SECONDS * 1000LL), SENT("1") SENT("2") "returned\n") ==
          0);
    /* A slow relay gets its first mail all the same, or it would never get one. */
    CHECK(strcmp(report_after(SESSION_BEGIN_SECONDS * 1000LL + 1), SENT("1") "done\n") == 0);
    return check_end();
}

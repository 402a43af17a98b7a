/*
 * Times two statements side by side, in turn, on clients of their own, and compares them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *     side_by_side SOCKET[,OTHER] CLIENTS SECONDS PAIRS 'statement' 'other statement' ['held']
 *
 * Prints one line: median of the pairs' ratios, median microseconds of the statement and of the
 * other. A turn is about SECONDS long; each client repeats the statement, in text, as the ERP sends
 * it, and waits for its result. The time of a statement is that of the turn, divided by how often
 * one client ran it. A pair is one turn of each, the order changes from pair to pair. A held
 * statement is run by one more client before each turn of the first statement, in a transaction
 * that stays open until the turn is over. The other statement runs in the other server, if there
 * are two.
 */
#include <mysql.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_CLIENTS = 64, MAX_PAIRS = 9999 };

struct client {
    MYSQL *session;
    const char *statement;
    unsigned times;
};

static void fail(const char *what, const char *why) {
    fprintf(stderr, "side_by_side: %s: %s\n", what, why);
    exit(1);
}

static MYSQL *connect_to(const char *socket) {
    MYSQL *session = mysql_init(NULL);
    if (!session || mysql_options(session, MYSQL_SET_CHARSET_NAME, "utf8mb4") != 0)
        fail("client", "out of memory");
    if (!mysql_real_connect(session, NULL, "root", NULL, NULL, 0, socket, CLIENT_MULTI_RESULTS))
        fail(socket, mysql_error(session));
    return session;
}

static void run(MYSQL *session, const char *statement) {
    if (mysql_real_query(session, statement, (unsigned long)strlen(statement)) != 0)
        fail(statement, mysql_error(session));
    do {
        mysql_free_result(mysql_store_result(session));
    } while (mysql_next_result(session) == 0);
}

static void *repeat(void *argument) {
    const struct client *client = argument;
    for (unsigned i = 0; i < client->times; i++)
        run(client->session, client->statement);
    return NULL;
}

/* Microseconds that a client needs for one statement while all run it `times` times. */
static double turn(struct client *clients, unsigned count, const char *statement, unsigned times) {
    pthread_t threads[MAX_CLIENTS];
    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    for (unsigned i = 0; i < count; i++) {
        clients[i].statement = statement;
        clients[i].times = times;
        if (count == 1)
            repeat(&clients[i]);
        else if (pthread_create(&threads[i], NULL, repeat, &clients[i]) != 0)
            fail("client", "no thread");
    }
    for (unsigned i = 0; count > 1 && i < count; i++)
        pthread_join(threads[i], NULL);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    return ((double)(ended.tv_sec - began.tv_sec) * 1e6 +
            (double)(ended.tv_nsec - began.tv_nsec) / 1e3) /
           times;
}

static int compare(const void *a, const void *b) {
    const double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static double median(double *values, size_t count) {
    qsort(values, count, sizeof *values, compare);
    return count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

int main(int argc, char **argv) {
    if (argc < 7 || argc > 8)
        fail("usage", "side_by_side SOCKET CLIENTS SECONDS PAIRS STATEMENT OTHER [HELD]");
    const unsigned count = (unsigned)atoi(argv[2]), pairs = (unsigned)atoi(argv[4]);
    const double seconds = atof(argv[3]);
    if (count < 1 || count > MAX_CLIENTS || pairs < 1 || pairs > MAX_PAIRS || seconds <= 0)
        fail("usage", "up to 64 clients, 9999 pairs");
    struct client clients[2][MAX_CLIENTS];
    const char *second = strchr(argv[1], ',');
    char *first = strndup(argv[1], strcspn(argv[1], ","));
    if (!first)
        fail("client", "out of memory");
    MYSQL *holder = argc == 8 ? connect_to(first) : NULL;
    for (unsigned i = 0; i < count; i++) {
        clients[0][i].session = connect_to(first);
        clients[1][i].session = second ? connect_to(second + 1) : clients[0][i].session;
    }

    unsigned times[2];
    double took[2][MAX_PAIRS], ratios[MAX_PAIRS];
    for (int side = 0; side < 2; side++) { /* warms up, too */
        turn(clients[side], count, argv[5 + side], 50);
        times[side] =
            1 + (unsigned)(seconds * 1e6 / turn(clients[side], count, argv[5 + side], 100));
    }
    for (unsigned pair = 0; pair < pairs; pair++) {
        for (unsigned i = 0; i < 2; i++) {
            const unsigned side = (pair + i) % 2;
            if (holder && side == 0) {
                run(holder, "START TRANSACTION");
                run(holder, argv[7]);
            }
            took[side][pair] = turn(clients[side], count, argv[5 + side], times[side]);
            if (holder && side == 0)
                run(holder, "ROLLBACK");
        }
        ratios[pair] = took[0][pair] / took[1][pair];
    }
    printf("%.3f %.1f %.1f\n", median(ratios, pairs), median(took[0], pairs),
           median(took[1], pairs));
    for (unsigned i = 0; i < count; i++) {
        mysql_close(clients[0][i].session);
        if (second)
            mysql_close(clients[1][i].session);
    }
    free(first);
    return 0;
}

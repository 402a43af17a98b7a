/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zone.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_MAX_LENGTH = 64 };

static const char folder[] = "/usr/share/zoneinfo/"; /* where the mailer's library looks too */
static const char magic[] = "TZif";                  /* RFC 9636, 3.1 */

static int number(const char *digits) {
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

static bool is_distance(const char *name, size_t length) {
    const char *form = "s00:00";
    if (length != strlen(form))
        return false;
    for (size_t i = 1; i < length; i++)
        if (form[i] == '0' ? name[i] < '0' || name[i] > '9' : name[i] != form[i])
            return false;
    const int minutes = 60 * number(name + 1) + number(name + 4);
    return number(name + 4) < 60 && minutes <= (name[0] == '-' ? 12 : 14) * 60;
}

static bool is_zone_file(const char *path) {
    char start[sizeof magic - 1];
    struct stat facts;
    const int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC); /* it may be a FIFO */
    if (file < 0)
        return false;
    const bool is_zone = fstat(file, &facts) == 0 && S_ISREG(facts.st_mode) &&
                         read(file, start, sizeof start) == (ssize_t)sizeof start &&
                         memcmp(start, magic, sizeof start) == 0;
    close(file);
    return is_zone;
}

const char *zone_fault(const char *name, size_t length) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
    char path[sizeof folder + NAME_MAX_LENGTH];
    if (length > 0 && (name[0] == '+' || name[0] == '-'))
        return is_distance(name, length) ? NULL
                                         : "a distance to UTC is written as +02:00, from -12:00 to +14:00";
    if (length == 0 || length > NAME_MAX_LENGTH || memchr(name, '\0', length) ||
        !strchr(letters, name[0]))
        return "give the name of a zone, as Europe/Paris, or a distance to UTC, as +02:00";
    snprintf(path, sizeof path, "%s%.*s", folder, (int)length, name);
    if (strspn(path + sizeof folder - 1, allowed) != length)
        return "give the name of a zone, as Europe/Paris, or a distance to UTC, as +02:00";
    return is_zone_file(path) ? NULL
                              : "the server's host knows no zone of this name (/usr/share/zoneinfo, "
                                "package tzdata)";
}

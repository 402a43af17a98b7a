/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server_options.h"

#include <dirent.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LINE_BYTES = 1024,
    PATH_BYTES = 512,
    WORDS_BYTES = 16384, /* of the command line */
    DEPTH_MAX = 4,       /* files that include files */
    LINES_MAX = 20000    /* of all files together: what a folder holds nobody knows */
};

struct search {
    const char *name;
    bool in_group; /* the group of the line is a server's */
    bool is_on;
    int depth;
    int lines; /* read so far */
};

static const char *skip_blanks(const char *text) {
    return text + strspn(text, " \t");
}

/* Behind the option's name, if the text begins with it: `-` counts as `_`. */
static const char *after_name(const char *text, const char *name) {
    if (strncmp(text, "loose", 5) == 0 && (text[5] == '_' || text[5] == '-'))
        text += 6;
    for (; *name; name++, text++)
        if (*text != *name && !(*text == '-' && *name == '_'))
            return NULL;
    text = skip_blanks(text);
    return *text == '\0' || *text == '=' || *text == '#' ? text : NULL;
}

/* Takes `name`, `name = value`: the last one counts. */
static void take_option(struct search *search, const char *text) {
    const char *value = after_name(text, search->name);
    if (!value)
        return;
    value = *value == '=' ? skip_blanks(value + 1) : "1";
    if (*value == '"' || *value == '\'')
        value++;
    search->is_on =
        *value == '1' || strncasecmp(value, "on", 2) == 0 || strncasecmp(value, "true", 4) == 0;
}

static void read_file(struct search *search, const char *path);

static void read_folder(struct search *search, const char *path) {
    struct dirent **names;
    const int count = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char file[PATH_BYTES];
        const char *dot = strrchr(names[i]->d_name, '.');
        if (dot && strcmp(dot, ".cnf") == 0 &&
            snprintf(file, sizeof file, "%s/%s", path, names[i]->d_name) < PATH_BYTES)
            read_file(search, file);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

static bool is_server_group(const char *group) {
    return strncmp(group, "mysqld", 6) == 0 || strncmp(group, "mariadb", 7) == 0 ||
           strncmp(group, "server", 6) == 0;
}

static void read_line(struct search *search, char *line) {
    line[strcspn(line, "\r\n")] = '\0';
    const char *text = skip_blanks(line);
    if (*text == '[')
        search->in_group = is_server_group(text + 1);
    else if (strncmp(text, "!includedir", 11) == 0)
        read_folder(search, skip_blanks(text + 11));
    else if (strncmp(text, "!include", 8) == 0)
        read_file(search, skip_blanks(text + 8));
    else if (search->in_group)
        take_option(search, text);
}

/* Only a plain file: a pipe would keep the server's thread waiting. */
static FILE *open_file(const char *path) {
    struct stat is;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    FILE *file = descriptor >= 0 && fstat(descriptor, &is) == 0 && S_ISREG(is.st_mode)
                     ? fdopen(descriptor, "r")
                     : NULL;
    if (!file && descriptor >= 0)
        close(descriptor);
    return file;
}

static void read_file(struct search *search, const char *path) {
    char line[LINE_BYTES];
    FILE *file = search->depth < DEPTH_MAX ? open_file(path) : NULL;
    if (!file)
        return;
    const bool in_group = search->in_group;
    search->in_group = false;
    search->depth++;
    while (search->lines < LINES_MAX && fgets(line, sizeof line, file)) {
        search->lines++;
        read_line(search, line);
    }
    search->depth--;
    search->in_group = in_group;
    fclose(file);
}

/* The words of the command line, each terminated; their length altogether. */
static size_t read_words(char *words) {
    FILE *file = fopen("/proc/self/cmdline", "re");
    const size_t length = file ? fread(words, 1, WORDS_BYTES - 1, file) : 0;
    if (file)
        fclose(file);
    words[length] = '\0';
    return length;
}

static bool is_on(const char *name, const char *words, size_t length) {
    static const char *const files[] = {"/etc/my.cnf", "/etc/mysql/my.cnf", "/usr/etc/my.cnf"};
    struct search search = {.name = name};
    bool by_default = true;
    for (const char *word = words; word < words + length; word += strlen(word) + 1)
        if (strcmp(word, "--no-defaults") == 0)
            by_default = false;
        else if (strncmp(word, "--defaults-file=", 16) == 0) {
            by_default = false;
            read_file(&search, word + 16);
        }
    for (size_t i = 0; by_default && i < sizeof files / sizeof *files; i++)
        read_file(&search, files[i]);
    for (const char *word = words; word < words + length; word += strlen(word) + 1)
        if (strncmp(word, "--defaults-extra-file=", 22) == 0)
            read_file(&search, word + 22);
        else if (strncmp(word, "--", 2) == 0)
            take_option(&search, word + 2);
    return search.is_on;
}

bool server_option_is_on(const char *name) {
    /* Not on the stack: of that a server keeps 16 kB free for what it calls. */
    char *words = malloc(WORDS_BYTES);
    const size_t length = words ? read_words(words) : 0;
    /* No /proc, as in a chroot: nobody knows. */
    const bool result = length == 0 || is_on(name, words, length);
    free(words);
    return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "caller.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* A name as servers hand it over: not NUL-terminated, NULL if there is none. */
struct name {
    const char *bytes;
    size_t length;
};

/* Puts the server's function into the function pointer at `function`; false if it has none. */
static bool find(const char *name, void *function) {
    void *address = dlsym(RTLD_DEFAULT, name);
    memcpy(function, &address, sizeof address); /* ISO C has no cast from an object's pointer */
    if (!address) {
        dlerror(); /* the C library keeps its words on this for the thread, … */
        dlerror(); /* … and frees them when asked again */
    }
    return address != NULL;
}

static bool is(const struct name *name, const char *text) {
    return name->bytes && name->length == strlen(text) &&
           memcmp(name->bytes, text, name->length) == 0;
}

static enum caller judge(const struct name *user, const struct name *host) {
    return is(user, "ticketstock") && is(host, "localhost") ? CALLER_DEFINER : CALLER_OTHER;
}

static enum caller ask_mariadb(void) {
    void *(*current)(void);
    const char *(*get_user)(void *session, size_t *length);
    const char *(*get_host)(void *session, size_t *length);
    struct name user = {NULL, 0};
    struct name host = {NULL, 0};
    if (!find("_current_thd", &current) || !find("thd_priv_user", &get_user) ||
        !find("thd_priv_host", &get_host))
        return CALLER_UNKNOWN;
    void *session = current();
    if (session) {
        user.bytes = get_user(session, &user.length);
        host.bytes = get_host(session, &host.length);
    }
    return judge(&user, &host);
}

/* MySQL's functions return 0 where they succeed; struct name is its MYSQL_LEX_CSTRING. */
static enum caller ask_mysql(void) {
    void *(*current)(void);
    char (*get_context)(void *session, void **context);
    char (*get_option)(void *context, const char *option, void *value);
    struct name user = {NULL, 0};
    struct name host = {NULL, 0};
    if (!find("_Z19thd_get_current_thdv", &current) ||
        !find("_Z24thd_get_security_contextP3THDPP16Security_context", &get_context) ||
        !find("_Z27security_context_get_optionP16Security_contextPKcPv", &get_option))
        return CALLER_UNKNOWN;
    void *session = current();
    void *context = NULL;
    if (!session || get_context(session, &context) != 0 || !context ||
        get_option(context, "priv_user", &user) != 0 ||
        get_option(context, "priv_host", &host) != 0)
        return CALLER_OTHER;
    return judge(&user, &host);
}

enum caller caller_ask(void) {
    const enum caller caller = ask_mariadb();
    return caller == CALLER_UNKNOWN ? ask_mysql() : caller;
}

/* A server that tells as MySQL 9 does. SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include <string.h>

enum { CONTEXT_FAILS = 1, NO_CONTEXT, USER_FAILS, HOST_FAILS };

const struct session *session;
const bool session_told = true;
const unsigned session_failures = HOST_FAILS;

const void *_Z19thd_get_current_thdv(void);
char _Z24thd_get_security_contextP3THDPP16Security_context(const struct session *asked,
                                                           const void **context);
char _Z27security_context_get_optionP16Security_contextPKcPv(const struct session *context,
                                                             const char *option,
                                                             struct name *value);

const void *_Z19thd_get_current_thdv(void) {
    return session;
}

char _Z24thd_get_security_contextP3THDPP16Security_context(const struct session *asked,
                                                           const void **context) {
    *context = asked->failing == NO_CONTEXT ? NULL : asked;
    return asked->failing == CONTEXT_FAILS;
}

/* Gives the value even where it reports a failure: it must not count then. */
char _Z27security_context_get_optionP16Security_contextPKcPv(const struct session *context,
                                                             const char *option,
                                                             struct name *value) {
    const bool is_user = strcmp(option, "priv_user") == 0;
    if (!is_user && strcmp(option, "priv_host") != 0)
        return 1;
    *value = is_user ? context->user : context->host;
    return context->failing == (is_user ? USER_FAILS : HOST_FAILS);
}

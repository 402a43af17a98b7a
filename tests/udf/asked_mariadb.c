/* A server that tells as MariaDB does. SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

const struct session *session;
const bool session_told = true;
const unsigned session_failures = 0;

const void *_current_thd(void);
const char *thd_priv_user(const struct session *asked, size_t *length);
const char *thd_priv_host(const struct session *asked, size_t *length);

const void *_current_thd(void) {
    return session;
}

const char *thd_priv_user(const struct session *asked, size_t *length) {
    *length = asked->user.length;
    return asked->user.bytes;
}

const char *thd_priv_host(const struct session *asked, size_t *length) {
    *length = asked->host.length;
    return asked->host.bytes;
}

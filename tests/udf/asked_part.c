/*
 * A server that exports some of what MariaDB and MySQL do, which must not be called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "session.h"

#include <stdlib.h>

const struct session *session;
const bool session_told = false;
const unsigned session_failures = 0;

void _current_thd(void);
void thd_priv_user(void);
void _Z19thd_get_current_thdv(void);
void _Z27security_context_get_optionP16Security_contextPKcPv(void);

void _current_thd(void) {
    abort();
}

void thd_priv_user(void) {
    abort();
}

void _Z19thd_get_current_thdv(void) {
    abort();
}

void _Z27security_context_get_optionP16Security_contextPKcPv(void) {
    abort();
}

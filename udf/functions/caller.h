/*
 * Who calls: the account in whose name the server runs the statement that called a function.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside a routine, trigger or event it is the definer, unless that acts in the name of who calls
 * it (SQL SECURITY INVOKER); outside of them it is who has logged in. A view changes nothing,
 * although CURRENT_USER() names its definer. A loadable function is not told, but may ask by
 * functions that servers export for their plugins:
 *
 *     MariaDB 10.11, 11.8   _current_thd, thd_priv_user, thd_priv_host
 *     MySQL 9               thd_get_current_thd, thd_get_security_context,
 *                           security_context_get_option (C++; service_security_context.h)
 */
#ifndef TICKETSTOCK_CALLER_H
#define TICKETSTOCK_CALLER_H

enum caller {
    CALLER_DEFINER, /* `ticketstock`@`localhost` and no other spelling of it */
    CALLER_OTHER,   /* any other account, or the server names none */
    CALLER_UNKNOWN  /* the server exports neither set of functions in full */
};

/* Asks the server, in the thread of the call; from an init call on. Keeps nothing. */
enum caller caller_ask(void);

#endif

/*
 * libesmtp's header, with all of its functions declared.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It declares smtp_auth_set_context() and smtp_starttls_set_ctx() only if the headers of their
 * types were included before it.
 */
#ifndef TICKETSTOCK_MAILER_ESMTP_H
#define TICKETSTOCK_MAILER_ESMTP_H

#include <auth-client.h>
#include <openssl/ssl.h>

#include <libesmtp.h>

#endif

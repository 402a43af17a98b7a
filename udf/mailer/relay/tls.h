/*
 * The TLS side of a session: how a relay has to prove that it is the one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * TLS 1.2 at least; the certificate must come from an authority of the relay's file, or of the
 * system's where none is set, and name the host of the settings (RFC 6125), which is also sent as
 * server name (RFC 6066; not for addresses).
 * libesmtp's own context does none of this: it checks the DNS canonical name, sends no server name,
 * allows TLS 1.0, and its second use is a use after free. Client certificates are not offered.
 */
#ifndef TICKETSTOCK_MAILER_TLS_H
#define TICKETSTOCK_MAILER_TLS_H

#include "relay.h"

#include <openssl/ssl.h>
#include <stdbool.h>

struct tls {
    const char *host;     /* of the settings; borrowed */
    bool host_is_address; /* IPv4: matched with the certificate's addresses */
    bool verify;          /* false: encrypt, but do not ask with whom */
    int verify_result;    /* what OpenSSL found wrong with the certificate, first; 0: nothing */
};

/*
 * A context for one session, owned by the caller; `tls` must outlive it. NULL: `error` (of
 * SENTENCE_MAX bytes) says why.
 */
SSL_CTX *tls_context(struct tls *tls, const struct relay *relay, char *error);

/* Whether to go on with a certificate that libesmtp's own check, of another name, did not like. */
bool tls_accepts(const struct tls *tls, const SSL *ssl);

/* Writes why the handshake failed into `error` (of SENTENCE_MAX bytes). */
void tls_explain(const struct tls *tls, char *error);

#endif

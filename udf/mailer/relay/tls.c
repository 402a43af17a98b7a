/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tls.h"

#include "mailer/sentence.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <sys/stat.h>

/* What OpenSSL complains of; NULL: nothing. */
static const char *reason(void) {
    return ERR_reason_error_string(ERR_peek_last_error());
}

/*
 * libesmtp makes the SSL itself and calls no one before SSL_connect(): the beginning of the
 * handshake is the first moment at which the server name can be set.
 */
static void set_server_name(const SSL *ssl, int where, int value) {
    const struct tls *tls = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
    (void)value;
    if ((where & SSL_CB_HANDSHAKE_START) && SSL_in_before(ssl) && !tls->host_is_address)
        /* The callback is given a const pointer, and OpenSSL's own examples set options on it. */
        (void)SSL_set_tlsext_host_name((SSL *)(void *)ssl, tls->host);
}

/* Changes no verdict: it only keeps the reason, which libesmtp does not tell. */
static int note_verification(int accepted, X509_STORE_CTX *store) {
    SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    struct tls *tls = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
    if (!accepted && tls->verify_result == X509_V_OK)
        tls->verify_result = X509_STORE_CTX_get_error(store);
    return accepted;
}

static bool set_up(SSL_CTX *context, struct tls *tls) {
    X509_VERIFY_PARAM *parameters = SSL_CTX_get0_param(context);
    SSL_CTX_set_app_data(context, tls);
    SSL_CTX_set_info_callback(context, set_server_name);
    SSL_CTX_set_verify(context, tls->verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, note_verification);
    X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                                                    X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
           (tls->host_is_address ? X509_VERIFY_PARAM_set1_ip_asc(parameters, tls->host)
                                 : X509_VERIFY_PARAM_set1_host(parameters, tls->host, 0)) == 1;
}

static bool trust(SSL_CTX *context, const char *ca_file, char *error) {
    struct stat file;
    if (!*ca_file)
        return SSL_CTX_set_default_verify_paths(context) == 1 ||
               sentence_fail(error, "the system's certificates cannot be used: %s", reason());
    if (stat(ca_file, &file) != 0)
        return sentence_fail(error, "relay setting ca_file: %s cannot be read: %s", ca_file,
                             strerror(errno));
    if (!S_ISREG(file.st_mode)) /* a FIFO would hold the mailer */
        return sentence_fail(error, "relay setting ca_file: %s is no file", ca_file);
    return SSL_CTX_load_verify_file(context, ca_file) == 1 ||
           sentence_fail(error,
                         "relay setting ca_file: %s holds no certificate in PEM form that the "
                         "server's user can read: %s",
                         ca_file, reason());
}

SSL_CTX *tls_context(struct tls *tls, const struct relay *relay, char *error) {
    struct in_addr address;
    *tls = (struct tls){
        .host = relay->host, .verify = relay->verify_certificate, .verify_result = X509_V_OK};
    tls->host_is_address = inet_pton(AF_INET, relay->host, &address) == 1;
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context || !set_up(context, tls))
        sentence_fail(error, "TLS cannot be set up: %s", reason());
    else if (trust(context, relay->ca_file, error))
        return context;
    SSL_CTX_free(context);
    return NULL;
}

bool tls_accepts(const struct tls *tls, const SSL *ssl) {
    return !tls->verify || SSL_get_verify_result(ssl) == X509_V_OK;
}

void tls_explain(const struct tls *tls, char *error) {
    const char *words = reason();
    if (tls->verify && tls->verify_result != X509_V_OK)
        sentence_fail(error,
                      "the certificate of %s was not accepted: %s (trust its authority on this "
                      "host or by ca_file, or set verify_certificate to 0)",
                      tls->host, X509_verify_cert_error_string(tls->verify_result));
    else
        sentence_fail(error, "the TLS handshake with %s failed: %s", tls->host,
                      words ? words : "the relay ended it or did not answer in time");
}

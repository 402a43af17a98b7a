"""STARTTLS and certificates (certificates.py) that are right, wrong, missing or tampered with.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import ssl

import scripted_relay as relays
from exchange import ALL_SENT, BEFORE_MAILS, BY_ADDRESS, CLOSED, SAID_MORE, Case, by_name
from scripted_relay import Script, glued

MISMATCH = "hostname mismatch"
UNKNOWN = "unable to get local issuer certificate"


def inject_and_start_tls(conversation):
    """A session in clear behind the answer to STARTTLS, for the client to take as encrypted."""
    conversation.say(glued("220 Go", "250-x", "250 y", "250 m", "250 r", "354 g", "250 Taken"))
    conversation.start_tls()


def accepted():
    """Certificates that prove that the relay is the one."""

    def case(title, certificate, settings, trust, *heard):
        title = f"certificate: {title}"
        return Case(title, Script(certificate=certificate), ALL_SENT, settings, trust, heard)

    named = by_name("alias.example")
    file = by_name("alias.example", ca_file="{folder}/authority.pem")
    own = by_name(ca_file="{folder}/trusted.pem")
    any_at_all = by_name(verify_certificate="0")
    wide = by_name("\uff4cocalhost")
    yield case("SAN right", "alias", named, "authority", "(server name alias.example)")
    yield case("SAN right, in letters of another script", "trusted", wide, "trusted",
               "(server name localhost)")
    yield case("wildcard right", "wildcard", by_name("relay.wild.example"), "authority")
    yield case("IP SAN right", "address", BY_ADDRESS, "authority", "(server name None)")
    yield case("self-signed, in the ca_file", "trusted", own, "")
    yield case("of a CA in the ca_file", "alias", file, "")
    yield case("of a chain to a CA in the ca_file", "chain", file, "")
    yield case("expired, and verify_certificate 0", "expired", any_at_all, "", "STARTTLS")
    older = Script(certificate="trusted", newest_tls=ssl.TLSVersion.TLSv1_2)
    heard = ("(TLSv1.2)", "EHLO …")
    yield Case("TLS 1.2 at most", older, ALL_SENT, by_name(), "trusted", heard)


def refused():
    """Certificates that do not."""

    def case(title, certificate, reason, settings, trust="authority"):
        title = f"certificate: {title}"
        host = settings.get("host", "127.0.0.1")
        report = [f"relay 0 the certificate of {host} was not accepted: {reason}…"]
        script = Script(certificate=certificate)
        return Case(title, script, report, settings, trust, not_heard=BEFORE_MAILS)

    named = by_name("alias.example")
    other = by_name("alias.example", ca_file="{folder}/other.pem")
    deep = by_name("deep.relay.wild.example")
    yield case("expired", "expired", "certificate has expired", named)
    yield case("not yet valid", "future", "certificate is not yet valid", named)
    yield case("of another name", "elsewhere", MISMATCH, named)
    yield case("name only in CN", "common", MISMATCH, named)
    yield case("only the canonical name (CNAME)", "canonical", MISMATCH, named)
    yield case("only the address behind the name", "address", MISMATCH, named)
    yield case("only a name, the host an address", "alias", "IP address mismatch", BY_ADDRESS)
    yield case("another IP SAN", "address2", "IP address mismatch", BY_ADDRESS)
    yield case("wildcard of one label, two needed", "wildcard", MISMATCH, deep)
    yield case("wildcard for no label", "wildcard", MISMATCH, by_name("wild.example"))
    yield case("wildcard in part of a label", "partial", MISMATCH, by_name("relay.wild.example"))
    yield case("self-signed", "trusted", "self-signed certificate", by_name())
    yield case("ca_file of another authority", "alias", UNKNOWN, other)
    yield case("of a chain whose middle is missing", "unchained", UNKNOWN, named)


def without_tls():
    """No TLS at all: nothing is sent in clear."""

    def case(title, script, verdict):
        return Case(title, script, [verdict], BY_ADDRESS, "trusted", not_heard=BEFORE_MAILS)

    def script(reply):
        return Script({"STARTTLS": reply}, certificate="trusted")

    failed = "relay 0 the TLS handshake with 127.0.0.1 failed…"
    old = Script(certificate="trusted", newest_tls=ssl.TLSVersion.TLSv1_1)
    stripped = "relay 0 127.0.0.1 does not offer STARTTLS, which the setting tls demands"
    temporary, for_good = "454 4.7.0 Not now", "554 5.7.0 Never"
    yield case("STARTTLS stripped from EHLO", Script(), stripped)
    yield case("STARTTLS refused with 454", script(temporary), f"relay {temporary}")
    yield case("STARTTLS refused with 554", script(for_good), f"relay {for_good}")
    yield case("STARTTLS answered with garbage", script("hello"), "relay 0 …")
    yield case("dropped at STARTTLS", script(relays.hang_up), CLOSED.format("STARTTLS"))
    yield case("plaintext injected before TLS", script(inject_and_start_tls),
               SAID_MORE.format("STARTTLS"))
    yield case("dropped in the handshake", script(relays.last_words("220 Go")), failed)
    yield case("garbage in the handshake", script(relays.first("220 Go", "hello")), failed)
    yield case("TLS 1.1 at most", old, failed)


CASES = [*accepted(), *refused(), *without_tls()]

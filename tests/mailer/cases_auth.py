"""Authentication that works, is refused or is missing: never a mail without it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64

import scripted_relay as relays
from exchange import ALL_SENT, BEFORE_MAILS, BY_ADDRESS, CLOSED, PASSWORD, WITH_USER, Case
from scripted_relay import Script

NO_AUTHENTICATION = "relay 0 127.0.0.1 offers no authentication that can be used…"
OFFERS = ("AUTH NTLM PLAIN LOGIN",)
REFUSALS = "421 4.3.2|432 4.7.12|454 4.7.0|504 5.5.4|530 5.7.0|534 5.7.9|535 5.7.8|538 5.7.11"


def encode(text):
    """Base64, as AUTH wants it."""
    return base64.b64encode(text.encode()).decode()


def log_in(conversation):
    """The relay's side of AUTH LOGIN; the user name may come with the command."""
    words = conversation.relay.heard[-1].split()
    if len(words) == 2:
        conversation.say("334 " + encode("Username:"))
        words.append(conversation.read_line())
    conversation.say("334 " + encode("Password:"))
    words.append(conversation.read_line())
    right = words == ["AUTH", "LOGIN", encode("joe"), encode(PASSWORD)]
    conversation.say("235 2.7.0 Ok" if right else "535 5.7.8 Wrong")


def works():
    """A user name that is accepted."""
    plain = f"AUTH PLAIN {encode(f'{chr(0)}joe{chr(0)}{PASSWORD}')}"
    accepted = {"AUTH": "235 2.7.0 Ok"}
    script = Script(accepted, features=OFFERS)
    encrypted = Script(accepted, features=OFFERS, certificate="trusted")
    by_login = Script({"AUTH": log_in}, features=("AUTH LOGIN",))
    login = ("AUTH LOGIN…", encode(PASSWORD), "MAIL …")
    tls = {**BY_ADDRESS, **WITH_USER}
    heard = ("STARTTLS", "(TLS…)", plain, "MAIL …")
    yield Case("AUTH PLAIN", script, ALL_SENT, WITH_USER, heard=(plain, "MAIL …"))
    yield Case("AUTH PLAIN under TLS", encrypted, ALL_SENT, tls, "trusted", heard)
    yield Case("AUTH LOGIN", by_login, ALL_SENT, WITH_USER, heard=login)


def faults():
    """The relay is given up, no mail is begun."""

    def case(title, reply, verdict, features=OFFERS):
        script = Script({"AUTH": reply} if reply else {}, features=features)
        return Case(title, script, [verdict], WITH_USER, not_heard=BEFORE_MAILS)

    plain = encode(f"{chr(0)}joe{chr(0)}{PASSWORD}")
    for repeated in (f"AUTH PLAIN {plain}", f"{encode(PASSWORD)}", f"no user joe with {PASSWORD}."):
        kind = "words" if PASSWORD in repeated else "base64" if plain in repeated else "base64 of AUTH LOGIN"
        yield case(f"AUTH refused, the password repeated: {kind}", f"535 5.7.8 {repeated}",
                   "relay 535 (the relay repeated the password: its words are left out)")
    for code in REFUSALS.split("|"):
        yield case(f"AUTH refused with {code[:3]}", f"{code} No", f"relay {code} No")
    yield case("AUTH not offered", None, NO_AUTHENTICATION, ())
    yield case("AUTH offered with NTLM alone", None, NO_AUTHENTICATION, ("AUTH NTLM",))
    yield case("AUTH offered with CRAM-MD5 alone", None, NO_AUTHENTICATION, ("AUTH CRAM-MD5",))
    yield case("AUTH answered with 250", "250 2.7.0 Ok", "relay 0 …")
    yield case("AUTH answered with garbage", "hello", "relay 0 …")
    yield case("AUTH answered with endless lines", relays.endless("235-x"), "relay 0 …")
    yield case("dropped at AUTH", relays.hang_up, CLOSED.format("AUTH"))


CASES = [*works(), *faults()]

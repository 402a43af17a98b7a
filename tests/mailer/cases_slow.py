"""Relays that stall or trickle: every conversation has an end, and what is known is reported.

SPDX-License-Identifier: GPL-3.0-or-later

The mailer's clock is turned by what the relay waits. At the greeting it cannot be: nothing tells when the mailer has
begun to wait. Those cases take as long as the mailer, with its own clock, is patient.
"""

import scripted_relay as relays
from exchange import ALL_SENT, BEFORE_MAILS, BY_ADDRESS, LATE, WITH_USER
from exchange import Case, given_up_at, name_of
from scripted_relay import Script

STEPS = ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "message")
BEGINNINGS = {"greeting": "220", "STARTTLS": "220", "AUTH": "235", "DATA": "354"}


def at_step(step, title, reply):
    """A relay that does this at a step, of the second mail if it is one of a mail."""
    sentence = LATE.format(name_of(step))
    title = f"{step} {title}"
    if step == "greeting":
        return Case(title, Script(greeting=reply), [sentence], not_heard=BEFORE_MAILS)
    if step == "STARTTLS":
        script = Script({step: reply}, certificate="trusted")
        return Case(title, script, [sentence], BY_ADDRESS, "trusted", not_heard=BEFORE_MAILS)
    if step == "AUTH":
        script = Script({step: reply}, features=("AUTH PLAIN",))
        return Case(title, script, [sentence], WITH_USER, not_heard=BEFORE_MAILS)
    if step == "EHLO":
        return Case(title, Script({step: reply}), [sentence], not_heard=BEFORE_MAILS)
    return Case(title, Script({f"{step} 2": reply}), given_up_at(step, sentence))


def at_steps(steps):
    """The same at every step."""
    for step in steps:
        code = BEGINNINGS.get(step, "250")
        trickling = relays.trickling(f"{code} 2.0.0 a byte every second")
        slow = relays.endless(f"{code}-x", 0.5)
        yield at_step(step, "stalled", relays.stay_silent)
        yield at_step(step, "trickling a byte a second", trickling)
        yield at_step(step, "answered by endless lines, slowly", slow)


def elsewhere():
    """At QUIT nothing is left to lose; the others are between two replies."""
    yield Case("QUIT stalled", Script({"QUIT": relays.stay_silent}), ALL_SENT)
    yield Case("QUIT trickling a byte a second", Script({"QUIT": relays.trickling("2")}), ALL_SENT)
    late = LATE.format("STARTTLS")
    for title, after in (("stalled", relays.stay_silent), ("trickling", relays.trickling("\x16"))):
        script = Script({"STARTTLS": relays.first("220 Go", after)}, certificate="trusted")
        title = f"TLS handshake {title}"
        yield Case(title, script, [late], BY_ADDRESS, "trusted", not_heard=BEFORE_MAILS)
    asking = Script({"AUTH": relays.asking("334 eA==", 0.5)}, features=("AUTH LOGIN",))
    report = [LATE.format("AUTH")]
    yield Case("AUTH asks for ever", asking, report, WITH_USER, not_heard=BEFORE_MAILS)
    yield Case(
        "the message is not read",
        Script({"body 1": relays.after_bytes(1, relays.stop_reading)}, small_buffers=True),
        ["begin 1", "outcome 1 uncertain 0 …", LATE.format("the message")],
        fields={"html": "<p>\u00e9" * 130000},
    )


CASES = [*at_steps(STEPS), *elsewhere()]
REAL_TIME_CASES = [*at_steps(["greeting"])]

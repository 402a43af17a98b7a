"""Relays that are good, and relays that refuse, close down or hang up at a step.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import itertools

import scripted_relay as relays
from exchange import ALL_SENT, BEFORE_MAILS, BY_ADDRESS, CLOSED, Case
from exchange import begun, given_up_at, name_of, outcome, sent
from scripted_relay import Script, glued

STEPS = ("MAIL", "RCPT", "DATA", "message")  # of each mail
QUIT_REPLIES = {
    "refused with 421": "421 4.3.2 No",
    "refused with 500": "500 5.5.1 No",
    "dropped": relays.hang_up,
    "answered with garbage": "\xff\x00 hello",
    "answered by endless lines": relays.endless("221-x"),
}


def good():
    """Relays that take the mails."""
    offers = ("chunking", "PipeLining", "8bitmime")
    strange = ("\xe9\xff", "\x80\x81 x", "CHUNKING", "\xff")
    byte_by_byte = Script(certificate="trusted", byte_by_byte=True)
    yield Case("BDAT and PIPELINING offered", Script(), ALL_SENT)
    yield Case("both offered in small letters", Script(features=offers), ALL_SENT)
    yield Case("nothing offered", Script(features=()), ALL_SENT)
    yield Case("everything said byte by byte", Script(byte_by_byte=True), ALL_SENT)
    yield Case("the same under TLS", byte_by_byte, ALL_SENT, BY_ADDRESS, "trusted")
    yield Case("EHLO answered outside ASCII", Script(features=strange), ALL_SENT)
    yield Case("EHLO unknown, HELO known", Script({"EHLO": "502 No", "HELO": "250 Ok"}), ALL_SENT)
    for title, reply in QUIT_REPLIES.items():
        yield Case(f"QUIT {title}", Script({"QUIT": reply}), ALL_SENT)


def refused_mails():
    """Each step of the second mail refused; the other two go out."""
    replies = [("deferred", "451 4.7.1 Later"), ("objected", "451 4.3.0 Later"), ("refused", "550 5.1.1 No such user")]
    replies.append(("objected", "550 5.7.1 Not from you"))
    for step, (word, reply) in itertools.product(STEPS, replies):
        if step == "MAIL" and word == "refused":
            reply = "552 5.3.4 Too large"  # nobody knows the recipient yet
        if step == "MAIL" and word == "deferred":
            reply = "452 4.3.4 Too large"
        report = sent(1) + outcome(2, f"{word} {reply}") + sent(3)
        yield Case(f"{step} refused with {reply[:9]}", Script({f"{step} 2": reply}), report)
    reply = "504 5.5.2 <vm>: Helo command rejected: need fully-qualified hostname"
    ten = [line for number in range(1, 11) for line in outcome(number, f"objected {reply}")]
    script = Script({"RCPT": reply, "MAIL 11": "554 5.0.0 Asked again"})
    yield Case("every recipient refused for our name", script, ten, mails=15)
    nine = {f"RCPT {number}": reply for number in range(1, 10)}
    report = ten[:18] + sent(10) + outcome(11, f"objected {reply}") + sent(12)
    script = Script({**nine, "RCPT 11": reply})
    yield Case("nine refused for our name, and then one taken", script, report, mails=12)
    yield Case(
        "one of five recipients refused",
        Script({"RCPT 4": "550 5.1.1 Unknown"}),
        sent(1, 2, 3) + outcome(4, "refused 550 5.1.1 Unknown") + sent(5),
        mails=5,
    )
    yield Case(
        "recipient and then DATA refused",
        Script({"RCPT 2": "550 5.1.1 Unknown", "DATA 2": "503 5.5.1 No recipient"}),
        sent(1) + outcome(2, "refused 550 5.1.1 Unknown") + sent(3),
    )
    yield Case(
        "message refused in two lines",
        Script({"message 2": glued("554-5.7.1 Spam", "554 5.7.1 really")}),
        sent(1) + outcome(2, "objected 554 5.7.1 Spam 5.7.1 really") + sent(3),
    )
    yield Case(
        "RCPT refused with bytes that are no UTF-8",
        Script({"RCPT 2": "550 5.1.1 inconnu \xe9\x01"}),
        sent(1) + outcome(2, "refused 550 5.1.1 inconnu \ufffd…") + sent(3),
    )


def refused_sessions():
    """Refusals that no mail is to blame for."""
    for code in ("530 5.7.0", "534 5.7.9", "535 5.7.8", "538 5.7.11"):
        report = begun(1, f"relay {code} No")
        yield Case(f"MAIL refused with {code[:3]}", Script({"MAIL": f"{code} No"}), report)
    for reply in ("421 4.7.0 Busy", "451 4.3.0 Later", "554 5.7.1 Go away"):
        script = Script(greeting=reply)
        report = [f"relay {reply}"]
        yield Case(f"greeting {reply[:3]}", script, report, not_heard=BEFORE_MAILS)
    for reply in ("421 4.3.2 No", "451 4.3.0 Later", "550 5.7.1 No"):
        script = Script({"EHLO": reply})
        report = [f"relay {reply}"]
        yield Case(f"EHLO refused with {reply[:3]}", script, report, not_heard=BEFORE_MAILS)
    silent = Script({"EHLO": "550 No", "QUIT": relays.stay_silent})
    yield Case("EHLO refused, QUIT stalled", silent, ["relay 550 No"], not_heard=BEFORE_MAILS)
    script = Script({"EHLO": "502 No", "HELO": "550 No way"})
    yield Case("EHLO and HELO refused", script, ["relay 550 No way"], not_heard=BEFORE_MAILS)


def shutdowns():
    """421 at each step of the second mail, with and without the connection closed."""
    reply = "421 4.3.2 Down"
    for step in STEPS:
        report = given_up_at(step, f"relay {reply}")
        for title, action in (("closes", relays.last_words(reply)), ("stays", reply)):
            script = Script({f"{step} 2": action, f"{step} 3": "554 5.0.0 Asked again"})
            yield Case(f"421 at {step} in mid-batch, {title}", script, report)


def drops():
    """The connection closed at each step, of the second mail in clear and under TLS."""
    for step in STEPS:
        report = given_up_at(step, CLOSED.format(name_of(step)))
        replies = {f"{step} 2": relays.hang_up}
        yield Case(f"dropped at {step}", Script(replies), report)
        script = Script(replies, certificate="trusted")
        yield Case(f"dropped at {step} under TLS", script, report, BY_ADDRESS, "trusted")
    yield Case(
        "dropped in the middle of the message",
        Script({"body 2": relays.after_bytes(100, relays.hang_up)}),
        given_up_at("message", CLOSED.format("the message")),
    )
    for step, script in (
        ("greeting", Script(greeting=relays.hang_up)),
        ("EHLO", Script({"EHLO": relays.hang_up})),
    ):
        report = [CLOSED.format(name_of(step))]
        yield Case(f"dropped at {step}", script, report, not_heard=BEFORE_MAILS)


CASES = [*good(), *refused_mails(), *refused_sessions(), *shutdowns(), *drops()]

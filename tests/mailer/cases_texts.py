"""Relays whose replies are no SMTP, empty, too long, cut short, too many or too early.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import scripted_relay as relays
from exchange import ALL_SENT, BEFORE_MAILS, BY_ADDRESS, CLOSED, LINE_TOO_LONG, NO_SMTP, SAID_MORE
from exchange import TOO_EARLY, TOO_LONG, Case, begun, given_up_at, name_of, outcome, sent
from scripted_relay import Script, glued

STEPS = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "message")
CODES = {"greeting": "220", "DATA": "354"}


def at_step(step, title, reply, verdict):
    """A relay that is given up for what it says at a step, of the second mail if it is one's."""
    sentence = verdict.format(name_of(step))
    if step == "greeting":
        return Case(title, Script(greeting=reply), [sentence], not_heard=BEFORE_MAILS)
    if step == "EHLO":
        return Case(title, Script({"EHLO": reply}), [sentence], not_heard=BEFORE_MAILS)
    return Case(title, Script({f"{step} 2": reply}), given_up_at(step, sentence))


def at_all_steps():
    """The same at every step."""
    for step in STEPS:
        code = CODES.get(step, "250")
        no_smtp = NO_SMTP.replace('"{}"', '"…"')
        endless_line = relays.endless_line(code + " ")
        yield at_step(step, f"{step} answered with garbage", "hello world", no_smtp)
        yield at_step(step, f"{step} answered with an empty line", "", no_smtp)
        yield at_step(step, f"{step} answered with the code alone", code, no_smtp)
        yield at_step(step, f"{step}: a line of 10 kB", f"{code} {'x' * 10000}", LINE_TOO_LONG)
        yield at_step(step, f"{step}: a line without end", endless_line, LINE_TOO_LONG)
        yield at_step(step, f"{step}: lines without end", relays.endless(f"{code}-x"), TOO_LONG)


def cut_short():
    """A 2xx without its line end, and the connection closed: the library takes it for whole."""
    reply = relays.cut_short("250 2.0.0 que")
    greeting = Script(greeting=relays.cut_short("220 rel"))
    for step, script, report in (
        ("greeting", greeting, [CLOSED.format("the greeting")]),
        ("EHLO", Script({"EHLO": reply}), [CLOSED.format("EHLO")]),
        ("MAIL", Script({"MAIL 2": reply}), sent(1) + begun(2, CLOSED.format("MAIL"))),
        ("RCPT", Script({"RCPT 2": reply}), sent(1) + begun(2, CLOSED.format("RCPT"))),
    ):
        yield Case(f"2xx cut off at {step}", script, report)
    go_ahead = Script({"DATA 2": relays.cut_short("354 Go")})
    yield Case("354 cut off at DATA", go_ahead, sent(1) + begun(2, CLOSED.format("DATA")))
    yield Case(
        "2xx cut off at message",
        Script({"message 2": reply}),
        sent(1) + outcome(2, "uncertain 250 2.0.0 que") + [CLOSED.format("the message")],
    )


def too_much():
    """Words beyond the answer, in the same segment."""
    yield Case(
        "421 glued to the message's 250",
        Script({"message 2": glued("250 2.0.0 Taken", "421 4.3.2 Bye")}),
        sent(1) + outcome(2, "sent 250 2.0.0 Taken") + ["relay 421 4.3.2 Bye"],
    )
    yield Case(
        "250 glued to the 354",
        Script({"DATA 2": glued("354 Go ahead", "250 Taken")}),
        sent(1) + begun(2, SAID_MORE.format("DATA")),
    )
    yield Case(
        "the rest of a mail glued to RCPT's reply",
        Script({"RCPT 2": glued("250 Ok", "354 Go ahead", "250 Taken")}),
        sent(1) + begun(2, SAID_MORE.format("RCPT")),
    )
    yield Case(
        "the second mail answered with the first",
        Script({"message 1": glued("250 Taken", "250 Ok", "250 Ok", "354 Go ahead", "250 Taken")}),
        outcome(1, "sent 250 Taken") + [SAID_MORE.format("the message")],
    )
    yield Case(
        "EHLO answered with the greeting",
        Script(greeting=glued("220 Hi", "250-x", "250 CHUNKING")),
        [SAID_MORE.format("the greeting")],
        not_heard=BEFORE_MAILS,
    )


def wrong_codes():
    """Codes that are no answer to the command, and odd texts behind right ones."""
    replies = ("DATA", "250 ok"), ("DATA", "334 ok"), ("MAIL", "354 ok"), ("RCPT", "199 ok")
    for step, reply in replies:
        report = sent(1) + begun(2, NO_SMTP.format(step, reply))
        yield Case(f"{step} answered with {reply[:3]}", Script({f"{step} 2": reply}), report)
    report = sent(1) + outcome(2, "uncertain 999 x") + sent(3)
    yield Case("message answered with 999", Script({"message 2": "999 x"}), report)
    report = sent(1) + outcome(2, "sent 250 …") + sent(3)
    yield Case("message taken with an empty text", Script({"message 2": "250 "}), report)
    yield Case("message taken with a NUL", Script({"message 2": "250 a\0b"}), report)


def too_early():
    """The message answered before its end has come, in a segment of its own.

    The mail is so long that the mailer cannot have written its end when the answer has been said.
    """
    large = {"html": "<p>\u00e9" * 130000}  # 3 MB in the end
    early = relays.after_bytes(100000, "250 2.0.0 Taken")
    report = begun(1, "outcome 1 uncertain 0 …") + [TOO_EARLY]
    for title, certificate, settings in (("", "", {}), (" under TLS", "trusted", BY_ADDRESS)):
        script = Script({"body 1": early}, certificate=certificate, small_buffers=True)
        title = f"message taken before it was whole{title}"
        yield Case(title, script, report, settings, certificate, fields=large)
    script = Script(small_buffers=True)
    yield Case("a large message, read slowly", script, ALL_SENT, fields=large)


CASES = [*at_all_steps(), *cut_short(), *too_much(), *wrong_codes(), *too_early()]

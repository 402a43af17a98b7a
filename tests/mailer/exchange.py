"""What is said on both sides of the mailer: batches, its reports, and cases that expect them.

SPDX-License-Identifier: GPL-3.0-or-later

"…" in an expected line stands for anything.
"""

import dataclasses
import re

from scripted_relay import Script

RELAY_NAME = "dialogue-test"
PASSWORD = "s3cret"
WORDS_MAX = 90  # characters of each sentence in the table


# Batches -----------------------------------------------------------------------------------------


def escape(value):
    """A value as the batch format wants it."""
    return (
        value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0")
    )


def mail(number, **changes):
    """The fields of a mail."""
    fields = {
        "sender": "erp@example.com",
        "sender_name": "ERP",
        "recipient": f"user{number}@example.com",
        "recipient_name": f"User {number}",
        "message_id": f"id{number}@example.com",
        "subject": f"Subject {number}",
        "html": f"<p>Hello {number}</p>",
    }
    return number, {**fields, **changes}


def batch(mails, closing="send", **changes):
    """What the mailer reads on standard input."""
    settings = {
        "name": RELAY_NAME,
        "host": "127.0.0.1",
        "port": "1",
        "tls": "none",
        "verify_certificate": "1",
        "username": "",
    }
    lines = ["ticketstock-batch 1"]
    lines += [f"relay.{name} {escape(value)}" for name, value in {**settings, **changes}.items()]
    for number, fields in mails:
        lines.append(f"mail {number}")
        lines += [f"{name} {escape(value)}" for name, value in fields.items()]
        lines.append(closing)
    return "\n".join(lines + ["end", ""]).encode()


# Reports -----------------------------------------------------------------------------------------


def outcome(number, text):
    """The report on one mail."""
    return [f"begin {number}", f"outcome {number} {text}"]


def sent(*numbers):
    """The report on mails that a good relay took."""
    text = "sent 250 2.0.0 Ok: queued for user{}@example.com"
    return [line for number in numbers for line in outcome(number, text.format(number))]


def begun(number, verdict):
    """The report if the relay is given up at this mail."""
    return [f"begin {number}", verdict]


def given_up_at(step, verdict):
    """The report if the relay is given up at a step of the second mail."""
    report = sent(1) + begun(2, verdict)
    if step == "message":
        report.insert(-1, "outcome 2 uncertain …")
    return report


def name_of(step):
    """A step as the mailer's sentences call it."""
    return {"message": "the message", "greeting": "the greeting"}.get(step, step)


ALL_SENT = sent(1, 2, 3)
SAID_MORE = "relay 0 127.0.0.1 said more than the answer to {} before the next command…"
NO_SMTP = 'relay 0 127.0.0.1 answered {} with "{}", which is no SMTP…'
CLOSED = "relay 0 127.0.0.1 closed the connection at {}"
LINE_TOO_LONG = "relay 0 127.0.0.1 answered {} with a line of more than 1000 bytes…"
TOO_LONG = "relay 0 127.0.0.1 answered {} with more than 4096 bytes…"
LATE = "relay 0 127.0.0.1 did not come to an end within 16 s, at last at {}…"
TOO_EARLY = "relay 0 127.0.0.1 answered the message before it had the whole of it…"


def like(expected):
    """The pattern of an expected text."""
    return ".*".join(re.escape(piece) for piece in expected.split("…"))


def matches(expected, lines):
    """Compares a report with what is expected of it."""
    return re.fullmatch(like("\n".join(expected + ["done"])), "\n".join(lines)) is not None


def is_heard(expected, heard):
    """True if the relay heard what is expected, in this order."""
    rest = iter(heard)
    return all(any(re.fullmatch(like(wanted), line) for line in rest) for wanted in expected)


# Cases -------------------------------------------------------------------------------------------

NEVER_HEARD = "BDAT|XUSR|AUTH NTLM"
BEFORE_MAILS = "BDAT|XUSR|MAIL|RCPT|DATA"
BY_ADDRESS = {"tls": "starttls"}
WITH_USER = {"username": "joe"}


def by_name(host="localhost", **changes):
    """Settings of a relay with STARTTLS that is known by its name."""
    return {"tls": "starttls", "host": host, **changes}


@dataclasses.dataclass
class Case:
    """One conversation."""

    title: str  # what the relay does
    script: Script
    report: list
    settings: dict = dataclasses.field(default_factory=dict)  # of the relay
    trust: str = ""  # name of the certificate that the host trusts
    heard: tuple = ()  # what the relay must have heard, in this order
    not_heard: str = NEVER_HEARD  # beginnings of commands that it must not have heard
    fields: dict = dataclasses.field(default_factory=dict)  # of each mail
    mails: int = 3


def summary(lines, count):
    """What became of the mails of a batch, on one line, from the mailer's report."""
    fates = {number: "untried" for number in range(1, count + 1)}
    words = []
    for line in lines:
        found = re.fullmatch(r"outcome (\d+) (\w+) (.*)", line)
        if found:
            fates[int(found[1])] = found[2]
            if found[2] != "sent":
                words.append(found[3])
        if line.startswith("relay "):
            words.append(line)
    groups = {}
    for number, fate in fates.items():
        groups.setdefault(fate, []).append(str(number))
    words = [text if len(text) < WORDS_MAX else text[: WORDS_MAX - 1] + "…" for text in words]
    states = "; ".join(f"{' '.join(numbers)} {fate}" for fate, numbers in groups.items())
    return f"{states}{': ' if words else ''}{' / '.join(words)}"

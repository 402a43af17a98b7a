#!/usr/bin/python3
"""Holds conversations between the mailer and relays that misbehave in every way we know of.

SPDX-License-Identifier: GPL-3.0-or-later

    test_dialogues.py MAILER SECRETS

SECRETS is the secrets file that the mailer was built with. It is made if it is missing, and a line
with a password for the relay "dialogue-test" is added to it.

A case is a title, what the relay does, and what the mailer reports. The mailer is given three
mails; "…" in an expected line stands for anything. At the end come the number of conversations and
that of the batches, of which some must not lead to a connection.
"""

import base64
import concurrent.futures
import dataclasses
import itertools
import os
import pathlib
import re
import secrets
import socket
import ssl
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # leaves no folder among the sources

import scripted_relay as relays
from scripted_relay import Script, glued

RELAY_NAME = "dialogue-test"
PASSWORD = "s3cret"
CERTIFICATES = {"trusted": "DNS:localhost,IP:127.0.0.1", "elsewhere": "DNS:elsewhere.example"}
STEPS = ("MAIL", "RCPT", "DATA", "message")
SECONDS_MAX = 40  # of one run of the mailer, which ends itself after 30

MAILER = SECRETS = FOLDER = None  # paths, set by main()
batches = []  # one entry for each run of the mailer: how many connections it made


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


ALL_SENT = sent(1, 2, 3)
SAID_MORE = "relay 0 127.0.0.1 said more than the answer to {} before the next command…"
NO_SMTP = 'relay 0 127.0.0.1 answered {} with "{}", which is no SMTP…'
CLOSED = "relay 0 127.0.0.1 closed the connection at {}"
LINE_TOO_LONG = "relay 0 127.0.0.1 answered {} with a line of more than 1000 bytes…"
NOT_ACCEPTED = "relay 0 the certificate of localhost was not accepted: {}…"
NO_AUTHENTICATION = "relay 0 127.0.0.1 offers no authentication that can be used…"


def matches(expected, lines):
    """Compares a report with what is expected of it."""
    pattern = "\n".join(expected + ["done"])
    pattern = ".*".join(re.escape(piece) for piece in pattern.split("…"))
    return re.fullmatch(pattern, "\n".join(lines)) is not None


# Cases -------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Case:
    """One conversation."""

    title: str
    script: Script
    report: list
    settings: dict = dataclasses.field(default_factory=dict)  # of the relay
    trust: str = ""  # name of the certificate that the host trusts
    heard: tuple = ()  # what the relay must have heard, in this order
    not_heard: str = "BDAT|XUSR"  # beginnings of commands that it must not have heard
    fields: dict = dataclasses.field(default_factory=dict)  # of each mail


def by_name(**changes):
    """Settings of a relay with STARTTLS that is known by its name."""
    return {"tls": "starttls", "host": "localhost", **changes}


BY_ADDRESS = {"tls": "starttls"}
WITH_USER = {"username": "joe"}
BEFORE_MAILS = "BDAT|XUSR|MAIL|RCPT|DATA"

GOOD_RELAYS = [
    Case("everything offered", Script(), ALL_SENT, not_heard="BDAT|XUSR|NTLM"),
    Case("small letters", Script(features=("chunking", "PipeLining", "8bitmime")), ALL_SENT),
    Case("nothing offered", Script(features=()), ALL_SENT),
    Case("everything byte by byte", Script(byte_by_byte=True), ALL_SENT),
    Case(
        "everything under TLS, byte by byte",
        Script(certificate="trusted", byte_by_byte=True),
        ALL_SENT,
        by_name(),
        "trusted",
    ),
    Case(
        "bytes that are no ASCII in EHLO",
        Script(features=("\xe9\xff", "\x80\x81 x", "CHUNKING", "\xff")),
        ALL_SENT,
    ),
    Case("knows no EHLO", Script({"EHLO": "502 No", "HELO": "250 Ok"}), ALL_SENT),
    Case("hangs up at QUIT", Script({"QUIT": relays.hang_up}), ALL_SENT),
]


def refusals():
    """Each step of the second mail refused; the other two go out."""
    replies = [("deferred", "451 4.3.0 Later"), ("refused", "550 5.1.1 No such user")]
    for step, (word, reply) in itertools.product(STEPS, replies):
        report = sent(1) + outcome(2, f"{word} {reply}") + sent(3)
        yield Case(f"{reply[:3]} at {step}", Script({f"{step} 2": reply}), report)


REFUSED_OTHERWISE = [
    Case(
        "recipient and then DATA refused",
        Script({"RCPT 2": "550 5.1.1 Unknown", "DATA 2": "503 5.5.1 No recipient"}),
        sent(1) + outcome(2, "refused 550 5.1.1 Unknown") + sent(3),
    ),
    Case(
        "refused in two lines",
        Script({"message 2": glued("554-5.7.1 Spam", "554 5.7.1 really")}),
        sent(1) + outcome(2, "refused 554 5.7.1 Spam 5.7.1 really") + sent(3),
    ),
    Case(
        "refused with bytes that are no UTF-8",
        Script({"RCPT 2": "550 5.1.1 inconnu \xe9\x01"}),
        sent(1) + outcome(2, "refused 550 5.1.1 inconnu \ufffd…") + sent(3),
    ),
]


def session_refusals():
    """MAIL answered with a code that blames the session: no mail may fail for it."""
    for code in ("530 5.7.0", "534 5.7.9", "535 5.7.8", "538 5.7.11"):
        yield Case(f"{code} at MAIL", Script({"MAIL": f"{code} No"}), begun(1, f"relay {code} No"))


def shutdowns():
    """421 at each step of the second mail, with and without the connection closed."""
    reply = "421 4.3.2 Down"
    for step in STEPS:
        report = sent(1) + begun(2, f"relay {reply}")
        if step == "message":
            report.insert(-1, f"outcome 2 uncertain {reply}")
        for title, action in (("closes", relays.last_words(reply)), ("stays", reply)):
            script = Script({f"{step} 2": action, f"{step} 3": "554 5.0.0 Asked again"})
            yield Case(f"421 at {step}, {title}", script, report)


def drops():
    """The connection closed at each step of the second mail, in clear and under TLS."""
    for step in STEPS:
        report = sent(1) + begun(2, CLOSED.format("the message" if step == "message" else step))
        if step == "message":
            report.insert(-1, "outcome 2 uncertain 0 the relay may have taken the mail…")
        replies = {f"{step} 2": relays.hang_up}
        yield Case(f"drop at {step}", Script(replies), report)
        script = Script(replies, certificate="trusted")
        yield Case(f"drop at {step} under TLS", script, report, BY_ADDRESS, "trusted")


STRANGE_REPLIES = [
    Case(
        "reply to the message cut",
        Script({"message 2": relays.cut_short("250 2.0.0 que")}),
        sent(1) + outcome(2, "uncertain 250 2.0.0 que") + begun(3, CLOSED.format("MAIL")),
    ),
    Case(
        "421 glued to the message's 250",
        Script({"message 2": glued("250 2.0.0 Taken", "421 4.3.2 Bye")}),
        sent(1) + outcome(2, "sent 250 2.0.0 Taken") + ["relay 421 4.3.2 Bye"],
    ),
    Case(
        "DATA answered with 250",
        Script({"DATA 2": "250 ok"}),
        sent(1) + begun(2, NO_SMTP.format("DATA", "250 ok")),
    ),
    Case(
        "DATA answered with 334",
        Script({"DATA 2": "334 ok"}),
        sent(1) + begun(2, NO_SMTP.format("DATA", "334 ok")),
    ),
    Case(
        "354 and 250 glued",
        Script({"DATA 2": glued("354 Go ahead", "250 Taken")}),
        sent(1) + begun(2, SAID_MORE.format("DATA")),
    ),
    Case(
        "the rest of a mail glued to RCPT's reply",
        Script({"RCPT 2": glued("250 Ok", "354 Go ahead", "250 Taken")}),
        sent(1) + begun(2, SAID_MORE.format("RCPT")),
    ),
    Case(
        "the second mail answered with the first",
        Script({"message 1": glued("250 Taken", "250 Ok", "250 Ok", "354 Go ahead", "250 Taken")}),
        outcome(1, "sent 250 Taken") + [SAID_MORE.format("the message")],
    ),
    Case(
        "354 to MAIL",
        Script({"MAIL": "354 ok"}),
        begun(1, NO_SMTP.format("MAIL", "354 ok")),
    ),
    Case(
        "garbage to MAIL",
        Script({"MAIL": "hello world"}),
        begun(1, NO_SMTP.format("MAIL", "0 hello world")),
    ),
    Case(
        "a long line to MAIL",
        Script({"MAIL": "250 " + "x" * 3000}),
        begun(1, LINE_TOO_LONG.format("MAIL")),
    ),
    Case(
        "a long line to the message",
        Script({"message": "250 " + "x" * 3000}),
        outcome(1, "uncertain 250 xxx…") + [LINE_TOO_LONG.format("the message")],
    ),
]



def early_answers():
    """The message answered before its end has come, in a segment of its own.

    The mail is so long that the mailer cannot have written its end when the answer has been said.
    """
    large = {"html": "<p>\u00e9" * 130000}  # 3 MB in the end
    early = relays.after_bytes(100000, "250 2.0.0 Taken")
    report = begun(1, "outcome 1 uncertain 0 …") + [
        "relay 0 127.0.0.1 answered the message before it had the whole of it…"
    ]
    for certificate, settings in (("", {}), ("trusted", BY_ADDRESS)):
        script = Script({"body 1": early}, certificate=certificate, small_buffers=True)
        title = f"answered early{' under TLS' if certificate else ''}"
        yield Case(title, script, report, settings, certificate, fields=large)


BEGINNINGS = [
    Case("greeting 554", Script(greeting="554 5.7.1 Go away"), ["relay 554 5.7.1 Go away"]),
    Case("greeting 421", Script(greeting="421 4.7.0 Busy"), ["relay 421 4.7.0 Busy"]),
    Case(
        "greeting of something else",
        Script(greeting="SSH-2.0-OpenSSH"),
        [NO_SMTP.format("the greeting", "0 SSH-2.0-OpenSSH")],
    ),
    Case(
        "greeting with the answer to EHLO",
        Script(greeting=glued("220 Hi", "250-x", "250 CHUNKING")),
        [SAID_MORE.format("the greeting")],
    ),
    Case("no greeting", Script(greeting=relays.hang_up), [CLOSED.format("the greeting")]),
    Case("EHLO 550", Script({"EHLO": "550 No"}), ["relay 550 No"]),
    Case("EHLO 421", Script({"EHLO": "421 No"}), ["relay 421 No"]),
    Case(
        "EHLO and HELO refused",
        Script({"EHLO": "502 No", "HELO": "550 No way"}),
        ["relay 550 No way"],
    ),
    Case("drop at EHLO", Script({"EHLO": relays.hang_up}), [CLOSED.format("EHLO")]),
]


def inject_and_start_tls(conversation):
    """A session in clear behind the answer to STARTTLS, for the client to take as encrypted."""
    conversation.say(glued("220 Go", "250-x", "250 y", "250 m", "250 r", "354 g", "250 Taken"))
    conversation.start_tls()


TRUSTED, ELSEWHERE = Script(certificate="trusted"), Script(certificate="elsewhere")
OLDER_TLS = Script(certificate="trusted", newest_tls=ssl.TLSVersion.TLSv1_2)
WITH_TLS = [
    Case("known by name", TRUSTED, ALL_SENT, by_name(), "trusted", ("(server name localhost)",)),
    Case(
        "name in letters of another script",
        TRUSTED,
        ALL_SENT,
        by_name(host="\uff4cocalhost"),
        "trusted",
        ("(server name localhost)",),
    ),
    Case("known by address", TRUSTED, ALL_SENT, BY_ADDRESS, "trusted", ("(server name None)",)),
    Case("TLS 1.2", OLDER_TLS, ALL_SENT, by_name(), "trusted", ("(TLSv1.2)", "EHLO …")),
    Case("signed by a ca_file", TRUSTED, ALL_SENT, by_name(ca_file="{folder}/trusted.pem")),
    Case("not verified", ELSEWHERE, ALL_SENT, by_name(verify_certificate="0"), "", ("STARTTLS",)),
]
WITHOUT_TLS = [
    Case(
        "trusted by the host, not by the ca_file",
        TRUSTED,
        [NOT_ACCEPTED.format("self-signed certificate")],
        by_name(ca_file="{folder}/elsewhere.pem"),
        "trusted",
    ),
    Case("not offered", Script(), ["relay 0 127.0.0.1 does not offer STARTTLS…"], BY_ADDRESS),
    Case(
        "refused",
        Script({"STARTTLS": "454 4.7.0 Not now"}, certificate="trusted"),
        ["relay 454 4.7.0 Not now"],
        BY_ADDRESS,
        "trusted",
    ),
    Case("not trusted", TRUSTED, [NOT_ACCEPTED.format("self-signed certificate")], by_name()),
    Case(
        "of another host",
        ELSEWHERE,
        [NOT_ACCEPTED.format("hostname mismatch")],
        by_name(),
        "elsewhere",
    ),
    Case(
        "injected plaintext",
        Script({"STARTTLS": inject_and_start_tls}, certificate="trusted"),
        [SAID_MORE.format("STARTTLS")],
        BY_ADDRESS,
        "trusted",
    ),
    Case(
        "drop in the handshake",
        Script({"STARTTLS": relays.last_words("220 Go")}, certificate="trusted"),
        ["relay 0 the TLS handshake with 127.0.0.1 failed…"],
        BY_ADDRESS,
        "trusted",
    ),
    Case(
        "drop at STARTTLS",
        Script({"STARTTLS": relays.hang_up}, certificate="trusted"),
        [CLOSED.format("STARTTLS")],
        BY_ADDRESS,
        "trusted",
    ),
]


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


AUTH_PLAIN = f"AUTH PLAIN {encode(f'{chr(0)}joe{chr(0)}{PASSWORD}')}"
AUTH_LOGIN = ("AUTH LOGIN…", encode(PASSWORD), "MAIL …")
OFFERS = ("AUTH NTLM PLAIN LOGIN",)
AUTHENTICATED = {"AUTH": "235 2.7.0 Ok"}
WITH_AUTH = [
    Case(
        "PLAIN",
        Script(AUTHENTICATED, features=OFFERS),
        ALL_SENT,
        WITH_USER,
        "",
        (AUTH_PLAIN, "MAIL …"),
    ),
    Case(
        "LOGIN",
        Script({"AUTH": log_in}, features=("AUTH LOGIN",)),
        ALL_SENT,
        WITH_USER,
        "",
        AUTH_LOGIN,
    ),
    Case(
        "PLAIN under TLS",
        Script(AUTHENTICATED, features=OFFERS, certificate="trusted"),
        ALL_SENT,
        {**BY_ADDRESS, **WITH_USER},
        "trusted",
        ("STARTTLS", "(TLS…)", AUTH_PLAIN, "MAIL …"),
    ),
]


def auth_refusals():
    """Each refusal of a user name: the relay is given up, no mail is begun."""
    codes = "421 4.3.2|432 4.7.12|454 4.7.0|504 5.5.4|530 5.7.0|534 5.7.9|535 5.7.8|538 5.7.11"
    for code in codes.split("|"):
        script = Script({"AUTH": f"{code} No"}, features=OFFERS)
        yield Case(f"AUTH answered with {code}", script, [f"relay {code} No"], WITH_USER)


WITHOUT_AUTH = [
    Case("AUTH not offered", Script(), [NO_AUTHENTICATION], WITH_USER),
    Case("only NTLM", Script(features=("AUTH NTLM",)), [NO_AUTHENTICATION], WITH_USER),
    Case(
        "drop at AUTH",
        Script({"AUTH": relays.hang_up}, features=OFFERS),
        [CLOSED.format("AUTH")],
        WITH_USER,
    ),
]

SILENCES = [
    Case(
        "silent instead of a greeting",
        Script(greeting=relays.stay_silent),
        ["relay 0 127.0.0.1 did not answer within … s at the greeting"],
    ),
    Case(
        "silent after the message",
        Script({"message 2": relays.stay_silent}),
        sent(1)
        + begun(2, "outcome 2 uncertain 0 the relay may have taken the mail…")
        + ["relay 0 127.0.0.1 did not answer within … s at the message"],
    ),
]

# Title, changed settings, complaint.
BAD_SETTINGS = [
    ("no password", {"name": "dialogue-test-2", **WITH_USER}, "no password for relay dialogue-t…"),
    ("TLS from the first byte", {"tls": "ssl"}, 'relay setting tls is "ssl"…'),
    ("an IPv6 address", {"host": "::1"}, 'relay setting host is "::1"…'),
    ("a host of two directions", {"host": "\u05d0a"}, 'relay setting host is "\u05d0a": … (IDNA): …'),
    ("port 0", {"port": "0"}, 'relay setting port is "0"…'),
    ("a long user name", {"username": "u" * 256}, "relay setting username is …"),
    ("a relative ca_file", {"ca_file": "ca.pem"}, 'relay setting ca_file is "ca.pem"…'),
    (
        "a ca_file that is missing",
        {**BY_ADDRESS, "ca_file": "/nonexistent/ca.pem"},
        "relay setting ca_file: /nonexistent/ca.pem cannot be read: No such file…",
    ),
    (
        "a ca_file without a certificate",
        {**BY_ADDRESS, "ca_file": "/etc/passwd"},
        "relay setting ca_file: /etc/passwd holds no certificate…",
    ),
    (
        "a ca_file that is a folder",
        {**BY_ADDRESS, "ca_file": "/etc"},
        "relay setting ca_file: /etc is no file",
    ),
]

# Title, changed fields, complaint.
BAD_MAILS = [
    ("a blank in the address", {"recipient": "a b@c"}, 'recipient "a b@c" is no address…'),
    ("no @", {"recipient": "x"}, 'recipient "x" is no address that can be used: it has no @'),
    (
        "CR and LF in the address",
        {"recipient": "a@b\r\nRCPT TO:<x@y>"},
        "recipient … is no address that can be used: it holds a line end…",
    ),
    ("no sender", {"sender": ""}, "sender is empty…"),
    ("a sender with a line end", {"sender": "a@b\n"}, "sender … it holds a line end…"),
    ("a bad message id", {"message_id": "x"}, 'message_id "x" is no message id…'),
    ("a line end in the message id", {"message_id": "a@b\r\nX: y"}, "message_id …"),
    ("bad references", {"references": "a@b  c@d"}, 'references "a@b c@d" is no message id…'),
    ("a header's address with a line end", {"to": "a@b\r\nBcc: x@y"}, "to … holds a line end…"),
    ("no content", {"html": ""}, "html is empty…"),
    ("too much content", {"html": "x" * 1048577}, "html has 1048577 bytes…"),
]

ONE_MAIL = batch([mail(1)])
# Title, batch, complaint.
UNREADABLE = [
    ("nothing", b"", 'line 1: "end" is missing'),
    ("no end", ONE_MAIL[:-4], '"end" is missing'),
    ("cut in the last line", ONE_MAIL[:-1], "the last line has no line end"),
    ("a bad first line", b"x" + ONE_MAIL, 'line 1: must be "ticketstock-batch 1"'),
    ("another version", ONE_MAIL.replace(b"batch 1", b"batch 2"), "line 1: must be"),
    ("an unknown field", ONE_MAIL.replace(b"subject", b"subjekt"), "no such field in a mail"),
    ("a field twice", ONE_MAIL.replace(b"subject", b"html"), "this field was given before"),
    (
        "a relay's field in a mail",
        ONE_MAIL.replace(b"subject", b"relay.name"),
        "no such field in a mail: relay.name",
    ),
    ("a bad escape", ONE_MAIL.replace(b"Hello", b"\\x"), "not of the form"),
    ("a mail behind the end", ONE_MAIL + b"mail 2\n", 'nothing may follow "end"'),
    ("no send", ONE_MAIL.replace(b"send\n", b""), "no such field in a mail: end"),
    ("letters in a number", ONE_MAIL.replace(b"mail 1\n", b"mail 1x\n"), "must be digits"),
    ("65 bits", ONE_MAIL.replace(b"mail 1\n", b"mail 18446744073709551616\n"), "must be digits"),
    ("a number twice", batch([mail(1), mail(1)]), "a mail with this number was given before"),
    ("1001 mails", batch([mail(number) for number in range(1001)]), "more than 1000 mails"),
]


# Tests -------------------------------------------------------------------------------------------


def run_mailer(octets, trust=""):
    """Gives the mailer a batch; trusted certificates are those of a file, or the host's."""
    environment = {"SSL_CERT_FILE": str(FOLDER / f"{trust}.pem")} if trust else {}
    return subprocess.run(
        [MAILER], input=octets, capture_output=True, timeout=SECONDS_MAX, env=environment
    )


def is_heard(expected, heard):
    """True if the relay heard what is expected, in this order."""
    rest = iter(heard)
    patterns = [".*".join(re.escape(piece) for piece in line.split("…")) for line in expected]
    return all(any(re.fullmatch(pattern, line) for line in rest) for pattern in patterns)


class Dialogues(unittest.TestCase):
    """Every group of cases."""

    def converse(self, script, mails, trust="", **settings):
        """Lets mailer and relay talk; returns both."""
        with relays.ScriptedRelay(script, FOLDER) as relay:
            settings = {"port": str(relay.port), **settings}
            settings = {name: value.format(folder=FOLDER) for name, value in settings.items()}
            result = run_mailer(batch(mails, **settings), trust)
        batches.append(len(relay.conversations))
        self.assertEqual(relay.faults, [], "the script itself")
        self.assertNotIn(PASSWORD.encode(), result.stdout + result.stderr)
        return relay, result

    def check_report(self, expected, result):
        """The mailer ended well and reported what it should."""
        self.assertEqual(result.returncode, 0, result.stderr)
        lines = result.stdout.decode().splitlines()
        if not matches(expected, lines):
            self.assertEqual(lines, expected + ["done"])

    def check_mails(self, relay, result):
        """What is reported as sent arrived whole; what was taken is reported as such."""
        report = result.stdout.decode()
        for number in re.findall(r"^outcome (\d+) sent", report, re.MULTILINE):
            header = f"Message-ID: <id{number}@example.com>\r\n".encode()
            arrived = [m for m in relay.messages if header in m and m.endswith(b"--\r\n")]
            self.assertEqual(len(arrived), 1, f"mail {number}")
        for recipient in relay.taken:
            self.assertIn(f"queued for {recipient}\n", report)

    def check(self, case):
        """One case."""
        mails = [mail(number, **case.fields) for number in (1, 2, 3)]
        relay, result = self.converse(case.script, mails, case.trust, **case.settings)
        self.check_report(case.report, result)
        self.check_mails(relay, result)
        self.assertEqual(len(relay.conversations), 1, "connections")
        self.assertTrue(is_heard(case.heard, relay.heard), relay.heard)
        unwanted = [line for line in relay.heard if re.match(case.not_heard, line)]
        self.assertEqual(unwanted, [], "heard by the relay")

    def check_all(self, cases, **changes):
        """A table of cases."""
        for case in cases:
            with self.subTest(case.title):
                self.check(dataclasses.replace(case, **changes))

    def test_good_relays(self):
        self.check_all(GOOD_RELAYS)

    def test_refusals(self):
        self.check_all([*refusals(), *REFUSED_OTHERWISE, *session_refusals()])

    def test_shutdowns_and_drops(self):
        self.check_all([*shutdowns(), *drops()])

    def test_strange_replies(self):
        self.check_all([*STRANGE_REPLIES, *early_answers()])

    def test_beginnings(self):
        self.check_all(BEGINNINGS, not_heard=BEFORE_MAILS)

    def test_tls(self):
        self.check_all(WITH_TLS)
        self.check_all(WITHOUT_TLS, not_heard=BEFORE_MAILS)

    def test_authentication(self):
        self.check_all(WITH_AUTH)
        self.check_all([*auth_refusals(), *WITHOUT_AUTH], not_heard=BEFORE_MAILS)

    def test_silences(self):
        """Each takes as long as the mailer is patient, so they run at the same time."""
        with concurrent.futures.ThreadPoolExecutor() as pool:
            runs = [(case, pool.submit(self.check, case)) for case in SILENCES]
        for case, run in runs:
            with self.subTest(case.title):
                run.result()

    def test_connection_refused(self):
        with socket.socket() as unused:  # bound and not listening
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
            result = run_mailer(batch([mail(1)], port=str(port)))
        batches.append(0)
        complaint = f"no connection to 127.0.0.1 port {port} (127.0.0.1): Connection refused"
        self.check_report([f"relay 0 {complaint}"], result)

    def test_bad_settings(self):
        for title, settings, complaint in BAD_SETTINGS:
            with self.subTest(title):
                relay, result = self.converse(Script(), [mail(1)], **settings)
                self.check_report([f"relay 0 {complaint}"], result)
                self.assertEqual(len(relay.conversations), 0, "connections")

    def test_bad_mails(self):
        """A mail that may not go on the wire is refused, and the next one sent."""
        for title, fields, complaint in BAD_MAILS:
            with self.subTest(title):
                relay, result = self.converse(Script(), [mail(1, **fields), mail(2)])
                self.check_report([f"outcome 1 refused 0 {complaint}"] + sent(2), result)
                self.check_mails(relay, result)
                recipients = [line for line in relay.heard if line.startswith("RCPT")]
                self.assertEqual(recipients, ["RCPT TO:<user2@example.com>"])

    def test_only_bad_mails(self):
        relay, result = self.converse(Script(), [mail(1, recipient="x")])
        self.check_report(['outcome 1 refused 0 recipient "x" is no address…'], result)
        self.assertEqual(len(relay.conversations), 0, "connections")

    def test_blind_copy(self):
        """The envelope has the copy's address, the header the other one."""
        copy = mail(1, recipient="archive@example.com", to="user1@example.com")
        relay, result = self.converse(Script(), [copy])
        self.check_report(outcome(1, "sent 250 2.0.0 Ok: queued for archive@example.com"), result)
        self.assertIn(b'\nTo: "User 1" <user1@example.com>\r\n', relay.messages[0])
        self.assertNotIn(b"archive", relay.messages[0])

    def test_international_domain(self):
        fields = {name: f"{name}@b\u00fccher.example" for name in ("sender", "recipient")}
        relay, result = self.converse(Script(), [mail(1, **fields)])
        self.check_report(outcome(1, "sent 250 2.0.0 Ok: queued for …@xn--bcher-kva.example"), result)
        self.assertIn("MAIL FROM:<sender@xn--bcher-kva.example>", relay.heard)
        self.assertIn("RCPT TO:<recipient@xn--bcher-kva.example>", relay.heard)

    def test_composed(self):
        """A mail to compose is reported as it would be sent, and opens no connection."""
        mails = [mail(1, zone="+02:00"), mail(2, recipient="x"), mail(3, html="<p>a\\b</p>")]
        octets = batch(mails, closing="compose")
        octets = b"\n".join(line for line in octets.split(b"\n") if line[:6] != b"relay.")
        result = run_mailer(octets)
        batches.append(0)
        dated = "content 1 Date: … +0200\\r\\n…"
        self.check_report([dated, 'outcome 2 refused 0 recipient "x" …', "content 3 …"], result)
        text = result.stdout.decode("ascii").split("\n")[2].removeprefix("content 3 ")
        text = re.sub(r"\\(.)", lambda match: {"n": "\n", "r": "\r"}.get(match[1], match[1]), text)
        relay, result = self.converse(Script(), mails[2:])
        self.check_report(sent(3), result)
        varying = re.compile(r"^Date: .*|=-[\w+/=]+", re.MULTILINE)  # boundaries
        as_sent = relay.messages[0].decode("ascii")
        self.assertEqual(varying.sub("", text), varying.sub("", as_sent))

    def test_composed_among_sent(self):
        octets = batch([mail(1), mail(2), mail(3)]).replace(b"send\n", b"compose\n", 1)
        with relays.ScriptedRelay(Script(), FOLDER) as relay:
            result = run_mailer(octets.replace(b"relay.port 1\n", b"relay.port %d\n" % relay.port))
        batches.append(len(relay.conversations))
        self.check_report(["content 1 …"] + sent(2, 3), result)
        self.assertEqual(relay.taken, ["user2@example.com", "user3@example.com"])

    def test_unreadable_batches(self):
        for title, octets, complaint in UNREADABLE:
            with self.subTest(title), relays.ScriptedRelay(Script(), FOLDER) as relay:
                port = f"relay.port {relay.port}\n".encode()
                result = run_mailer(octets.replace(b"relay.port 1\n", port))
                batches.append(len(relay.conversations))
                self.assertEqual((result.returncode, result.stdout), (2, b""))
                self.assertIn(complaint, result.stderr.decode())
                self.assertEqual(len(relay.conversations), 0, "connections")


# Surroundings ------------------------------------------------------------------------------------


def make_certificate(name, names):
    """A self-signed certificate with its key in one file."""
    key, certificate = FOLDER / f"{name}.key", FOLDER / f"{name}.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    command = command.split() + ["-subj", f"/CN={name}", "-addext", f"subjectAltName={names}"]
    subprocess.run(
        command + ["-keyout", key, "-out", certificate], check=True, stderr=subprocess.DEVNULL
    )
    with open(certificate, "a", encoding="ascii") as file:
        file.write(key.read_text(encoding="ascii"))


def prepare_secrets():
    """Makes the secrets file if there is none, and adds our password to it if it is missing."""
    try:
        file = os.open(SECRETS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(file, f"key = {secrets.token_hex(32)}\n".encode())
        os.close(file)
    except FileExistsError:
        pass
    content = SECRETS.read_bytes()
    line = f"password.{RELAY_NAME} = {PASSWORD}\n".encode()
    if line not in content:
        with open(SECRETS, "ab") as file:
            file.write(line if not content or content.endswith(b"\n") else b"\n" + line)


def main():
    """Runs every group; the exit status says whether all passed."""
    global MAILER, SECRETS, FOLDER
    if len(sys.argv) != 3:
        sys.exit("usage: test_dialogues.py MAILER SECRETS")
    MAILER, SECRETS = (pathlib.Path(argument).absolute() for argument in sys.argv[1:])
    prepare_secrets()
    with tempfile.TemporaryDirectory() as folder:
        FOLDER = pathlib.Path(folder)
        for name, names in CERTIFICATES.items():
            make_certificate(name, names)
        passed = unittest.main(argv=sys.argv[:1], exit=False).result.wasSuccessful()
    print(f"{sum(batches)} conversations, {len(batches)} batches", flush=True)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""Reads every mail of a hard corpus back with Python's email package.

SPDX-License-Identifier: GPL-3.0-or-later

    test_corpus.py MAILER [SEED [COUNT]]

The mailer composes the mails of cases.py, and COUNT (300) made at random from SEED, and sends them
to a relay of ours. Each is read back by a parser that shares no code with the mailer and compared
with what contract.py expects. With the mailer whose clock the tests turn (mailer/clock.c) no mail is left out on a slow
machine because the session took too long.
"""

import dataclasses
import datetime
import email
import email.header
import email.policy
import email.utils
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import unittest
import zoneinfo

sys.dont_write_bytecode = True  # leaves no folder among the sources
sys.path.append(str(pathlib.Path(__file__).parents[1] / "mailer"))

import cases
import contract
import generated
from clock import Clock
from sink import Sink

SECONDS_MAX = 600  # of one run of the mailer: only keeps a broken test from hanging
BATCH_SIZE = 50
ONCE = ("Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type", "X-Auto-Response-Suppress")
ENCODED_WORD = re.compile(rb"=\?[^? ]+\?[QqBb]\?[^? ]*\?=")
ESCAPES = {b"\\": b"\\\\", b"\n": b"\\n", b"\r": b"\\r", b"\0": b"\\0"}

BEGAN = time.time()
MAILER = SEED = COUNT = None  # set by main()
composed = []  # titles of the mails that were read back


# The mailer --------------------------------------------------------------------------------------


def escape(octets):
    """A value as the batch format wants it (udf/shared/batch.h)."""
    return re.sub(rb"[\\\n\r\0]", lambda match: ESCAPES[match[0]], octets)


def batch(mails, port):
    """What the mailer reads on standard input."""
    lines = [b"ticketstock-batch 1", b"relay.host 127.0.0.1", b"relay.port %d" % port]
    lines.append(b"relay.tls none")
    for number, mail in enumerate(mails, 1):
        lines.append(b"mail %d" % number)
        lines += [name.encode() + b" " + escape(value) for name, value in mail.fields()]
        lines.append(b"send")
    return b"\n".join(lines + [b"end", b""])


def compose(mails):
    """Lets the mailer send them; its report on each mail, what arrived, how many connections."""
    with Sink() as sink, tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [MAILER],
            input=batch(mails, sink.port),
            capture_output=True,
            timeout=SECONDS_MAX,
            env={"TICKETSTOCK_CLOCK": Clock(folder).path},
        )
    report = run.stdout.decode()
    if run.returncode != 0 or not report.endswith("done\n"):
        raise AssertionError(f"status {run.returncode}: {report[-500:]}{run.stderr.decode()}")
    outcomes = dict(re.findall(r"^outcome (\d+) (.*)$", report, re.MULTILINE))
    listed = [outcomes.get(str(number), "none") for number in range(1, len(mails) + 1)]
    return listed, sink.arrivals, sink.connections


# What is read ------------------------------------------------------------------------------------


def shortened(text):
    """For a message of this test."""
    return repr(text) if len(text) < 400 else f"{text[:200]!r} … {text[-150:]!r} ({len(text)})"


class Reading:
    """One mail as it arrived, compared with what was asked for; collects what is wrong."""

    def __init__(self, mail, arrival):
        self.mail = mail
        self.arrival = arrival
        self.faults = []
        self.octets = b"".join(
            line[1:] if line.startswith(b".") else line for line in arrival.lines
        )
        self.message = email.message_from_bytes(self.octets, policy=email.policy.default)

    def expect(self, what, read, wanted):
        """Notes a difference."""
        if read != wanted:
            read, wanted = (shortened(x) if isinstance(x, str) else x for x in (read, wanted))
            self.faults.append(f"{what}: read {read}, wanted {wanted}")

    def read_wire(self):
        """Lines end with CRLF and are short; ASCII; the envelope is what was asked for."""
        mail = self.mail
        self.expect("MAIL", self.arrival.sender, f"<{contract.wire(mail.sender)}>")
        self.expect("RCPT", self.arrival.recipients, [f"<{contract.wire(mail.recipient)}>"])
        for line in self.arrival.lines:
            if not re.fullmatch(rb"[\x01-\x09\x0b\x0c\x0e-\x7f]*\r\n", line) or len(line) > 1000:
                self.faults.append(f"line of {len(line)} bytes: {line[:100]}")
            if line.startswith(b".") and not line.startswith(b".."):
                self.faults.append(f"a dot is not stuffed: {line[:100]}")

    def read_header_lines(self):
        """Folded to 78 characters where there is a blank to fold at; encoded words of 75 at most."""
        head = self.octets.split(b"\r\n\r\n", 1)[0]
        for line in head.split(b"\r\n"):
            value = re.sub(rb"^[A-Za-z-]+: ?", b"", line).strip(b" ")
            if len(line) > 78 and b" " in value:
                self.faults.append(f"header line of {len(line)} bytes: {line}")
            if not line.strip(b" \t"):
                self.faults.append("a header line of blanks")
        for word in ENCODED_WORD.findall(head):
            text, charset = email.header.decode_header(word.decode())[0]
            if len(word) > 75:
                self.faults.append(f"encoded word of {len(word)} bytes: {word}")
            try:
                text.decode(charset)
            except UnicodeDecodeError:
                self.faults.append(f"an encoded word of half a character: {word}")

    def read_headers(self):
        """Each once, and as it was meant."""
        mail, message = self.mail, self.message
        names = [name.lower() for name in message.keys()]
        self.expect("headers that stand twice", [n for n in names if names.count(n) > 1], [])
        self.expect("missing headers", [n for n in ONCE if n.lower() not in names], [])
        self.expect("Subject", contract.one_mark(message["Subject"]), contract.subject(mail))
        self.read_address("From", mail.sender_name, mail.sender)
        self.read_address("To", mail.recipient_name, mail.to or mail.recipient)
        if mail.reply_to:
            self.read_address("Reply-To", b"", mail.reply_to)
        else:
            self.expect("Reply-To", message["Reply-To"], None)
        self.expect("Message-ID", self.value("Message-ID"), f"<{mail.message_id.decode()}>")
        wanted = [f"<{one}>" for one in mail.references.decode().split(" ") if one]
        self.expect("References", (self.value("References") or "").split(), wanted)
        self.expect("Auto-Submitted", message["Auto-Submitted"], "auto-generated")
        self.expect("Feedback-ID", message["Feedback-ID"], contract.feedback(mail.feedback_id))
        self.expect("Cc, Bcc, Sender", [message[n] for n in ("Cc", "Bcc", "Sender")], [None] * 3)
        date = message["Date"].datetime.timestamp()
        if not BEGAN - 1 <= date <= time.time():
            self.faults.append(f"Date is {time.time() - date} s away, the test began {time.time() - BEGAN} s ago")
        if mail.zone in cases.ZONES:
            here = datetime.datetime.now(zoneinfo.ZoneInfo(cases.ZONES[mail.zone]))
            self.expect("zone", message["Date"].datetime.utcoffset(), here.utcoffset())

    def value(self, name):
        """A header unfolded by hand: Python's parser of message ids knows fewer than there are."""
        head = self.octets.split(b"\r\n\r\n", 1)[0].decode("ascii", "replace")
        found = re.search(rf"^{name}: ?((?:.|\r\n )*)", re.sub(r"\r\n ", " ", head), re.MULTILINE)
        return found and found[1].split("\r\n")[0].strip()

    def read_address(self, header, name, address):
        """Exactly one address, of this name."""
        value = self.message[header]
        self.expect(header, [a.addr_spec for a in value.addresses], [contract.wire(address)])
        shown, raw = value.addresses[0].display_name, self.value(header)
        if len(ENCODED_WORD.findall(raw.encode())) > 1:
            # The newer parser shows the blanks between encoded words in a name, against RFC 2047, 6.2
            # (https://github.com/python/cpython/issues/128110); the older one does not.
            phrase = email.utils.parseaddr(raw)[0]
            shown = str(email.header.make_header(email.header.decode_header(phrase)))
        self.expect(f"name in {header}", contract.one_mark(shown), contract.name(name))

    def read_bodies(self):
        """Text first, then HTML, both complete."""
        message = self.message
        self.expect("type", message.get_content_type(), "multipart/alternative")
        parts = list(message.iter_parts())
        self.expect("parts", [p.get_content_type() for p in parts], ["text/plain", "text/html"])
        self.expect("charsets", [p.get_content_charset() for p in parts], ["utf-8"] * 2)
        for part, wanted in zip(parts, (self.mail.text, contract.body(self.mail.html))):
            text = part.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")
            if wanted is not None:
                self.expect(part.get_content_type(), contract.one_mark(text), wanted)

    def read_defects(self):
        """What the parser found wrong."""
        for part in self.message.walk():
            self.expect("defects", part.defects, [])
            for name, value in part.items():
                if name not in ("Message-ID", "References"):
                    self.expect(f"defects of {name}", list(value.defects), [])

    def read(self):
        """Everything; the faults."""
        for look in (self.read_wire, self.read_header_lines, self.read_headers, self.read_bodies,
                     self.read_defects):
            try:
                look()
            except Exception as fault:  # of the parser: it counts as a defect of the mail
                self.faults.append(f"{look.__name__}: {type(fault).__name__}: {fault}")
        return self.faults


class Corpus(unittest.TestCase):
    """Both halves of the corpus, and what may not go on the wire."""

    def read_back(self, mails):
        """Composes the mails in batches and reads each."""
        for number, mail in enumerate(mails):
            mail.message_id = mail.message_id or b"corpus-%d@example.com" % number
        for first in range(0, len(mails), BATCH_SIZE):
            some = mails[first : first + BATCH_SIZE]
            outcomes, arrivals, _ = compose(some)
            self.assertEqual([o for o in outcomes if not o.startswith("sent 250")], [])
            self.assertEqual(len(arrivals), len(some))
            for mail, arrival in zip(some, arrivals):
                with self.subTest(mail.title):
                    self.assertEqual(Reading(mail, arrival).read(), [])
                composed.append(mail.title)

    def test_table(self):
        self.read_back(list(cases.accepted()))

    def test_generated(self):
        source = random.Random(SEED)
        self.read_back([generated.mail(source, number) for number in range(COUNT)])

    def test_refused(self):
        """Refused in words, nothing on the wire; the mail behind them goes out."""
        bad = [dataclasses.replace(contract.Mail("bad", message_id=b"id@example.com"), **{field: value})
               for field, value, _ in cases.REFUSED]
        good = contract.Mail("good", message_id=b"good@example.com", recipient=b"good@example.com")
        outcomes, arrivals, _ = compose([*bad, good])
        for (field, value, words), outcome in zip(cases.REFUSED, outcomes):
            with self.subTest(field, value=value[:80]):
                self.assertRegex(outcome, f"^refused 0 {field} ")
                self.assertIn(words or "is no address that can be used", outcome)
        self.assertEqual([a.recipients for a in arrivals], [["<good@example.com>"]])

    def test_only_refused(self):
        """With nothing to send the relay is not even called."""
        bad = contract.Mail("bad", recipient=b"x", message_id=b"a@b")
        outcomes, _, connections = compose([bad])
        self.assertEqual((outcomes[0][:9], connections), ("refused 0", 0))


def main():
    """Runs all; the exit status says whether all passed."""
    global MAILER, SEED, COUNT
    if not 2 <= len(sys.argv) <= 4:
        sys.exit("usage: test_corpus.py MAILER [SEED [COUNT]]")
    MAILER = pathlib.Path(sys.argv[1]).absolute()
    SEED, COUNT = (int(given) for given in sys.argv[2:] + ["2047", "300"][len(sys.argv) - 2 :])
    passed = unittest.main(argv=sys.argv[:1], exit=False).result.wasSuccessful()
    print(f"seed {SEED}: {len(composed)} mails read back, {len(cases.REFUSED)} refused", flush=True)
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()

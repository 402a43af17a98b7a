"""Batches that the mailer must not send, or must send otherwise than usual.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import re

import scripted_relay as relays
from exchange import BY_ADDRESS, WITH_USER, batch, mail, outcome, sent
from scripted_relay import Script
from surroundings import MailerTest, Surroundings, run_mailer

# Title, changed settings, complaint.
BAD_SETTINGS = [
    ("no password", {"name": "dialogue-test-2", **WITH_USER}, "no password for relay dialogue-t…"),
    ("TLS from the first byte", {"tls": "ssl"}, 'relay setting tls is "ssl"…'),
    ("an IPv6 address", {"host": "::1"}, 'relay setting host is "::1"…'),
    ("a host of two directions", {"host": "\u05d0a"}, "relay setting host … (IDNA): …"),
    ("port 0", {"port": "0"}, 'relay setting port is "0"…'),
    ("a long user name", {"username": "u" * 256}, "relay setting username is …"),
    ("an EHLO name with a blank", {"ehlo_name": "a b.fr"}, 'relay setting ehlo_name is "a b.fr"…'),
    ("an EHLO name with a line end", {"ehlo_name": "a.fr\r\nMAIL"}, "relay setting ehlo_name is …"),
    ("an EHLO name of 254 bytes", {"ehlo_name": "a." * 126 + "fr"}, "relay setting ehlo_name is …"),
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
    (
        "a number twice, in no order",
        batch([mail(2), mail(3), mail(1), mail(2)]),
        "a mail with this number was given before: 2",
    ),
    ("4001 mails", batch([mail(number) for number in range(4001)]), "more than 4000 mails"),
    ("64 MiB and a byte", b"x" * (64 * 1024 * 1024 + 1), "larger than 64 MiB"),
]


class Batches(MailerTest):
    """What the batch decides, whatever the relay does."""

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
                self.assertEqual(relay.taken, ["user2@example.com"])
                recipients = [line for line in relay.heard if line.startswith("RCPT")]
                self.assertEqual(recipients, ["RCPT TO:<user2@example.com>"])

    def test_large_when_composed(self):
        """Content that grows past 8 MiB: refused in words; the mails behind it are not tried."""
        octets = batch([mail(1), mail(2, html="LARGE"), mail(3)])
        octets = octets.replace(b"LARGE", b"\xff" * 1048576)  # no UTF-8: three bytes for one
        with relays.ScriptedRelay(Script(), Surroundings.folder) as relay:
            result = run_mailer(octets.replace(b"relay.port 1\n", b"relay.port %d\n" % relay.port))
        Surroundings.connections.append(len(relay.conversations))
        refused = "outcome 2 refused 0 the composed mail is too large…"
        self.check_report(sent(1) + [refused], result)
        self.assertEqual(relay.taken, ["user1@example.com"])

    def test_no_usable_sender(self):
        """The configuration's fault: no mail gets an outcome, the sentence is told of the relay."""
        for fields, complaint in (
            ({"sender": "a@b\n"}, 'relay 0 sender "a@b?" is no address…'),
            ({"sender": ""}, "relay 0 sender is empty…"),
            ({"reply_to": "x"}, 'relay 0 reply_to "x" is no address…'),
        ):
            with self.subTest(complaint):
                relay, result = self.converse(Script(), [mail(1, **fields), mail(2, **fields)])
                self.check_report([complaint], result)
                self.assertEqual(len(relay.conversations), 0, "connections")

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
        self.check_report(outcome(1, "sent 250 …@xn--bcher-kva.example"), result)
        self.assertIn("MAIL FROM:<sender@xn--bcher-kva.example>", relay.heard)
        self.assertIn("RCPT TO:<recipient@xn--bcher-kva.example>", relay.heard)

    def test_composed(self):
        """A mail to compose is reported as it would be sent, and opens no connection."""
        mails = [mail(1, zone="+02:00"), mail(2, recipient="x"), mail(3, html="<p>a\\b</p>")]
        octets = batch(mails, closing="compose")
        octets = b"\n".join(line for line in octets.split(b"\n") if line[:6] != b"relay.")
        result = run_mailer(octets)
        Surroundings.connections.append(0)
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
        with relays.ScriptedRelay(Script(), Surroundings.folder) as relay:
            result = run_mailer(octets.replace(b"relay.port 1\n", b"relay.port %d\n" % relay.port))
        Surroundings.connections.append(len(relay.conversations))
        self.check_report(["content 1 …"] + sent(2, 3), result)
        self.assertEqual(relay.taken, ["user2@example.com", "user3@example.com"])

    def test_unreadable_batches(self):
        for title, octets, complaint in UNREADABLE:
            with self.subTest(title), relays.ScriptedRelay(Script(), Surroundings.folder) as relay:
                port = f"relay.port {relay.port}\n".encode()
                result = run_mailer(octets.replace(b"relay.port 1\n", port))
                Surroundings.connections.append(len(relay.conversations))
                self.assertEqual((result.returncode, result.stdout), (2, b""))
                self.assertIn(complaint, result.stderr.decode())
                self.assertEqual(len(relay.conversations), 0, "connections")

"""What a composed mail has to look like, after the headers of udf/mailer; written without its code.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import dataclasses
import re
import unicodedata

SUBJECT_MAX = 250  # characters (message.h)
NAME_MAX = 128
FEEDBACK_MAX = 250  # bytes
BROKEN = "\ufffd"


@dataclasses.dataclass
class Mail:
    """The fields of a mail as bytes, and the text that a reader without HTML must get."""

    title: str
    subject: bytes = b"Ticket"
    sender: bytes = b"erp@example.com"
    sender_name: bytes = b""
    reply_to: bytes = b""
    recipient: bytes = b"jean@example.com"
    recipient_name: bytes = b""
    message_id: bytes = b""  # empty: the test gives it one
    references: bytes = b""
    to: bytes = b""  # empty: the recipient
    zone: bytes = b""
    feedback_id: bytes = b""
    html: bytes = b"<p>Hello</p>"
    text: str | None = None  # None: whatever the HTML parser makes of it, which nobody can say

    def fields(self):
        """Names and values of the batch's lines."""
        for field in dataclasses.fields(self):
            if field.name not in ("title", "text"):
                yield field.name, getattr(self, field.name)


def decode(octets):
    """UTF-8; what is none, and NUL, becomes U+FFFD. How many for a broken sequence is left open."""
    text = octets.decode("utf-8", "replace").replace("\0", BROKEN)
    return one_mark(text)


def one_mark(text):
    """One U+FFFD for a run of them."""
    return re.sub(f"{BROKEN}+", BROKEN, text)


def is_control(character):
    """Control characters, C0 and C1."""
    return unicodedata.category(character) == "Cc"


def header(octets, limit):
    """clean_header(): one line, blanks collapsed, nothing that turns text, cut with an ellipsis."""
    blank = lambda c: c == " " or unicodedata.category(c) in ("Cc", "Zl", "Zp")
    turns = lambda c: unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    spaced = "".join(" " if blank(c) else c for c in decode(octets) if not turns(c))
    clean = " ".join(word for word in spaced.split(" ") if word)
    return clean if len(clean) <= limit else clean[: limit - 1] + "\u2026"


def wire(address):
    """An address as it is written on the wire: its domain in A-labels."""
    local, domain = address.decode().rsplit("@", 1)
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"


def feedback(octets):
    """The Feedback-ID: visible ASCII, cut; None if nothing is left of it."""
    return bytes(byte for byte in octets if 32 < byte < 127).decode()[:FEEDBACK_MAX] or None


def subject(mail):
    """The subject that a reader sees."""
    return header(mail.subject, SUBJECT_MAX)


def name(octets):
    """The display name that a reader sees."""
    return header(octets, NAME_MAX)


def body(octets):
    """clean_body(): line feeds, no control characters but tab."""
    text = decode(octets).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if is_control(c) and c not in "\n\t" else c for c in text)

"""A relay on loopback that spoils what it says, and keeps a ledger of what it took.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import dataclasses
import random
import re
import socket
import ssl
import struct
import threading
import time

from mutations import CLOSE, RESET, TLS_FAULTS, Plan

PATIENCE = 1  # second without a command after a spoiled reply
SILENCE = 40  # seconds: more than any mailer lives
FOLLOWING = {  # what a good relay says next
    "greeting": b"250 relay.example\r\n", "EHLO": b"250 2.1.0 Ok\r\n",
    "STARTTLS": b"250 relay.example\r\n",
    "AUTH": b"250 2.1.0 Ok\r\n", "MAIL": b"250 2.1.5 Ok\r\n", "RCPT": b"354 Go ahead\r\n",
    "DATA": b"250 2.0.0 Ok: queued\r\n", "message": b"250 2.1.0 Ok\r\n",
}


class HangUp(Exception):
    """The dialogue is over."""


@dataclasses.dataclass
class Entry:
    """One command, and all that was said between it and the next one."""

    step: str
    address: str  # of the recipient; empty before RCPT
    message_id: str  # of a message that arrived up to its lone dot
    said: bytearray = dataclasses.field(default_factory=bytearray)

    def lines(self):
        """Whole lines that end a reply."""
        return [line for line in self.said.split(b"\n")[:-1] if not re.match(rb"\d{3}-", line)]

    def accepts(self):
        """Whether the first reply is a whole one, and a 2xx."""
        return bool(self.message_id) and bool(re.match(rb"2\d\d(?!\d)", (self.lines() or [b""])[0]))

    def refuses(self, code):
        """Whether a whole line says this code."""
        return any(line.startswith(code.encode()) for line in self.said.split(b"\n")[:-1])


class Dialogue:
    """One connection."""

    def __init__(self, relay, connection, mode, number):
        self.relay, self.connection, self.mode, self.number = relay, connection, mode, number
        self.plan = Plan(random.Random(f"{relay.seed}:{number}"), "tls" in mode)
        if number >= relay.spoiled:
            self.plan = None
        self.unread = b""
        self.heard = 0  # octets
        self.replies = 0
        self.unknown = 0  # commands in a row that are none
        self.address = ""
        self.entries = []
        self.encrypted = False
        self.patience = SILENCE

    def read_line(self):
        """The next line with its line end."""
        while b"\n" not in self.unread:
            piece = self.connection.recv(65536)
            self.heard += len(piece)
            if not piece:
                raise HangUp
            if self.plan and self.plan.octets is not None and self.heard > self.plan.octets:
                self.do(self.plan.random.choice((CLOSE, RESET)))
            self.unread += piece
        line, self.unread = self.unread.split(b"\n", 1)
        return line + b"\n"

    def read_message(self):
        """A mail up to its lone dot; its Message-ID."""
        lines = []
        while (line := self.read_line()) != b".\r\n":
            lines.append(line)
        found = re.search(rb"^Message-ID: <(.*)>", b"".join(lines), re.MULTILINE | re.IGNORECASE)
        return found[1].decode() if found else "?"

    def do(self, action):
        """Writes octets, waits, or ends the connection."""
        if isinstance(action, bytes):
            self.entries[-1].said += action  # before it is written: never later than the client reads
            self.connection.sendall(action)
        elif isinstance(action, float):
            time.sleep(action)
        else:
            if action == RESET:
                at_once = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            raise HangUp

    def reply(self, step, good, message_id=""):
        """Answers a command, well or not; a silent relay answers nothing."""
        self.entries.append(Entry(step, self.address, message_id))
        number, self.replies = self.replies, self.replies + 1
        good += b" #%d.%d\r\n" % (self.number, number)
        if not self.plan:
            self.do(good)
            return
        if number in self.plan.at:
            self.patience = PATIENCE
            if self.plan.is_silent:
                self.wait_for_end(SILENCE)
        for action in self.plan.actions(number, good, FOLLOWING.get(step, b"250 Ok\r\n")):
            self.do(action)

    def wait_for_end(self, seconds):
        """Says nothing until the client has gone."""
        self.connection.settimeout(seconds)
        while self.connection.recv(65536):
            pass
        raise HangUp

    def start_tls(self):
        """The handshake, or what the plan has instead."""
        fault = self.plan and self.plan.tls_fault
        if fault in TLS_FAULTS[:3]:
            self.spoil_handshake(fault)
        context = self.relay.contexts["other" if fault else "good"]
        self.connection = context.wrap_socket(
            self.connection, server_side=True, do_handshake_on_connect=False
        )
        self.connection.do_handshake()
        self.encrypted = True

    def spoil_handshake(self, fault):
        """Answers the client's first words with garbage, nothing, or words that were changed."""
        rand = self.plan.random
        hello = self.connection.recv(65536)
        if fault == "tls_garbage":
            self.connection.sendall(rand.randbytes(rand.randint(1, 2000)))
        elif fault == "tls_corrupted":
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            incoming.write(hello)
            try:
                self.relay.contexts["good"].wrap_bio(incoming, outgoing, server_side=True).do_handshake()
            except ssl.SSLWantReadError:
                pass
            words = bytearray(outgoing.read())
            words[rand.randrange(len(words))] ^= 1 << rand.randrange(8)
            self.connection.sendall(words[: rand.choice((len(words), rand.randrange(len(words))))])
        raise HangUp

    def offers(self):
        """The reply to EHLO, without the end of its last line."""
        words = ["relay.example", "PIPELINING", "CHUNKING", "ENHANCEDSTATUSCODES", "SIZE 10000000"]
        if "tls" in self.mode and not self.encrypted:
            words.append("STARTTLS")
        if "auth" in self.mode:
            words.append("AUTH PLAIN LOGIN")
        return "".join(f"250-{word}\r\n" for word in words).encode() + b"250 8BITMIME"

    def answer(self, command):
        """Answers one command."""
        verb = command.split(b" ")[0].strip().upper().decode("latin-1")
        self.unknown = 0 if verb in ("EHLO", "HELO", "RSET", "QUIT", *FOLLOWING) else self.unknown + 1
        if verb == "MAIL":
            self.address = ""
        if verb == "RCPT":
            self.address = re.sub(rb".*<(.*)>.*", rb"\1", command).strip().decode("latin-1")
        if verb == "EHLO":
            self.reply(verb, self.offers())
        elif verb == "DATA":
            self.reply(verb, b"354 Go ahead")
            if re.search(rb"^354.*\n", self.entries[-1].said, re.MULTILINE):
                self.reply("message", b"250 2.0.0 Ok: queued", self.read_message())
        elif verb == "STARTTLS":
            self.reply(verb, b"220 2.0.0 Go ahead")
            self.start_tls()
        elif verb == "QUIT":
            self.reply(verb, b"221 2.0.0 Bye")
            raise HangUp
        elif self.unknown > 5:
            raise HangUp  # lines of a mail that it was not ready for
        else:
            good = {"AUTH": b"235 2.7.0 Ok", "MAIL": b"250 2.1.0 Ok", "RCPT": b"250 2.1.5 Ok",
                    "HELO": b"250 relay.example", "RSET": b"250 2.0.0 Ok"}
            self.reply(verb, good.get(verb, b"500 5.5.1 Unknown command"))

    def hold(self):
        """From greeting to end."""
        try:
            self.reply("greeting", b"220 relay.example ESMTP")
            while True:
                self.connection.settimeout(self.patience)
                self.answer(self.read_line())
        except (HangUp, OSError):
            pass
        except Exception as fault:  # a mistake in this program: the test asks for it
            self.relay.faults.append(fault)
        finally:
            self.connection.close()


class MutatingRelay:
    """Listens on a port for each mode; spoils the first dialogues, then becomes a good relay."""

    def __init__(self, seed, spoiled, modes, certificates):
        self.seed, self.spoiled = seed, spoiled
        self.dialogues, self.faults = [], []
        self.lock = threading.Lock()
        self.contexts, self.ports = {}, {}
        for name in ("good", "other"):
            self.contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.contexts[name].load_cert_chain(certificates / name / "relay.pem")
        for mode in modes:
            listener = socket.create_server(("127.0.0.1", 0), backlog=100)
            self.ports[mode] = listener.getsockname()[1]
            threading.Thread(target=self.accept, args=(listener, mode), daemon=True).start()

    def accept(self, listener, mode):
        """A thread for everyone who connects."""
        while True:
            connection, _ = listener.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                dialogue = Dialogue(self, connection, mode, len(self.dialogues))
                self.dialogues.append(dialogue)
            threading.Thread(target=dialogue.hold, daemon=True).start()

    def entries(self):
        """The ledger: dialogue and entry."""
        return [(d, entry) for d in list(self.dialogues) for entry in list(d.entries)]

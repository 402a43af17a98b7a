#!/usr/bin/python3
"""An SMTP server on loopback that says what a script tells it to, right or wrong.

SPDX-License-Identifier: GPL-3.0-or-later

A script names replies by step: "MAIL" for every MAIL, "MAIL 2" for the second one. Steps are the
commands, "body" for the beginning of a mail's text and "message" for its end. A reply is a text,
said with a line end behind it, or a function that is given the conversation and does as it likes.
Steps without a reply are answered as a good relay would.
"""

import dataclasses
import re
import select
import socket
import ssl
import threading
import time

from clock import RealClock

PATIENCE = 600  # seconds; nothing waits as long, it only keeps a broken test from hanging
PACE = 0.02  # seconds for the client to say something, or to end, before more time passes
FEATURES = ("CHUNKING", "PIPELINING", "ENHANCEDSTATUSCODES", "SIZE 10000000")
GOOD_REPLIES = {
    "HELO": "250 relay.example",
    "MAIL": "250 2.1.0 Ok",
    "RCPT": "250 2.1.5 Ok",
    "RSET": "250 2.0.0 Ok",
}


class HangUp(Exception):
    """The relay closes the connection."""


def hang_up(conversation):
    """A reply: none, the connection is closed."""
    raise HangUp


def last_words(text):
    """A reply: the text, and the connection is closed."""

    def reply(conversation):
        conversation.say(text)
        raise HangUp

    return reply


def cut_short(text):
    """A reply: the text without its line end, and the connection is closed."""

    def reply(conversation):
        conversation.write(text.encode("latin-1"))
        raise HangUp

    return reply


def after_bytes(count, reply):
    """A reply in the middle of a mail: that of so many bytes, in a segment of its own."""

    def answer(conversation):
        while len(conversation.unread) < count:
            conversation.read_more()
        conversation.do(reply)

    return answer


def stay_silent(conversation):
    """A reply: none, until the client gives up."""
    while True:
        conversation.wait(1)


def trickling(text):
    """A reply: the text, a byte every second, and then nothing."""

    def reply(conversation):
        for octet in text.encode("latin-1"):
            conversation.connection.sendall(bytes([octet]))
            conversation.wait(1)
        stay_silent(conversation)

    return reply


def endless(line, seconds=0.0):
    """A reply: this line for ever, with a pause behind each."""

    def reply(conversation):
        while True:
            conversation.say(line)
            if seconds:
                conversation.wait(seconds)

    return reply


def endless_line(text):
    """A reply: a line that does not end."""

    def reply(conversation):
        conversation.write(text.encode("latin-1"))
        while True:
            conversation.write(b"x" * 1000)

    return reply


def first(text, reply):
    """A reply: the text, and that reply to whatever comes next."""

    def both(conversation):
        conversation.say(text)
        conversation.read_more()
        conversation.do(reply)

    return both


def asking(text, seconds):
    """A reply: this question, after each line of the client and a pause again."""

    def reply(conversation):
        while True:
            conversation.say(text)
            conversation.wait(seconds)
            conversation.read_line()

    return reply


def stop_reading(conversation):
    """A reply: none, and nothing is read any more until the mailer has ended."""
    while not conversation.relay.ended.wait(PACE):
        conversation.relay.clock.turn(1)
    raise HangUp


def glued(*replies):
    """Several replies said in one go."""
    return "\r\n".join(replies)


@dataclasses.dataclass
class Script:
    """What a relay says."""

    replies: dict = dataclasses.field(default_factory=dict)
    greeting: object = "220 relay.example ESMTP"
    features: tuple = FEATURES
    certificate: str = ""  # its name; STARTTLS is offered if there is one
    newest_tls: ssl.TLSVersion = ssl.TLSVersion.MAXIMUM_SUPPORTED
    byte_by_byte: bool = False
    small_buffers: bool = False  # the client cannot write ahead of what the relay reads

    def reply(self, step, count):
        """What the script says at this step for the count-th time; None: nothing special."""
        return self.replies.get(f"{step} {count}", self.replies.get(step))


class Conversation:
    """One connection to the relay."""

    def __init__(self, relay, connection):
        self.relay = relay
        self.connection = connection
        self.script = relay.script
        self.unread = b""
        self.counts = {}
        self.recipient = ""
        self.encrypted = False

    def write(self, octets):
        """Sends octets, one by one if the script says so."""
        if not self.script.byte_by_byte:
            self.connection.sendall(octets)
            return
        for octet in octets:
            self.connection.sendall(bytes([octet]))
            time.sleep(0.001)  # so that the client reads them one by one

    def say(self, text):
        """Sends a text and a line end."""
        self.write(text.encode("latin-1") + b"\r\n")

    def read_more(self):
        """What has come, at least a byte."""
        piece = self.connection.recv(65536)
        if not piece:
            raise HangUp
        self.unread += piece

    def wait(self, seconds):
        """Lets so much time pass; less if the client ends."""
        self.relay.clock.turn(seconds)
        if select.select([self.connection], [], [], PACE)[0]:
            self.read_more()

    def read_raw_line(self):
        """The next line with its line end."""
        while b"\n" not in self.unread:
            self.read_more()
        line, self.unread = self.unread.split(b"\n", 1)
        return line + b"\n"

    def read_line(self):
        """The next line without its line end; it is noted as heard."""
        line = self.read_raw_line().decode("latin-1").rstrip("\r\n")
        self.relay.heard.append(line)
        return line

    def read_message(self):
        """A mail up to its lone dot."""
        lines = []
        while (line := self.read_raw_line()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def start_tls(self):
        """The relay's side of the TLS handshake; the name that the client asks for is noted."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.relay.folder / f"{self.script.certificate}.pem")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("DEFAULT:@SECLEVEL=0")  # which knows the older versions
        context.maximum_version = self.script.newest_tls
        context.sni_callback = self.note_server_name
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.encrypted = True
        self.relay.heard.append(f"({self.connection.version()})")

    def note_server_name(self, connection, name, context):
        """Called by the TLS library in the handshake."""
        self.relay.heard.append(f"(server name {name})")

    def do(self, reply):
        """Says a text or calls a function."""
        if callable(reply):
            reply(self)
        else:
            self.say(reply)

    def scripted(self, step):
        """Does what the script wants at this step; False if it wants nothing special."""
        self.counts[step] = self.counts.get(step, 0) + 1
        reply = self.script.reply(step, self.counts[step])
        if reply is None:
            return False
        self.do(reply)
        return True

    def greet_back(self):
        """Answers EHLO."""
        offers = list(self.script.features)
        if self.script.certificate and not self.encrypted:
            offers.append("STARTTLS")
        lines = ["relay.example"] + offers
        self.say("\r\n".join([f"250-{line}" for line in lines[:-1]] + [f"250 {lines[-1]}"]))

    def take_message(self):
        """Answers DATA and the mail that follows."""
        self.say("354 Go ahead")
        self.scripted("body")
        message = self.read_message()
        self.relay.messages.append(message)
        if self.scripted("message"):
            return
        if message:
            self.relay.taken.append(self.recipient)
        self.say(f"250 2.0.0 Ok: queued for {self.recipient}")

    def answer(self, command):
        """Answers one command."""
        verb = command.split(" ")[0].upper()
        if verb == "RCPT":
            self.recipient = re.sub(r".*<(.*)>.*", r"\1", command)
        if self.scripted(verb):
            return
        if verb == "EHLO":
            self.greet_back()
        elif verb == "DATA":
            self.take_message()
        elif verb == "STARTTLS" and self.script.certificate:
            self.say("220 2.0.0 Go ahead")
            self.start_tls()
        elif verb == "QUIT":
            last_words("221 2.0.0 Bye")(self)
        else:
            self.say(GOOD_REPLIES.get(verb, "500 5.5.1 Unknown command"))

    def hold(self):
        """The conversation from greeting to end."""
        try:
            self.do(self.script.greeting)
            while True:
                self.answer(self.read_line())
        except (HangUp, OSError):
            pass
        except Exception as fault:  # a mistake in a script: the test asks for it
            self.relay.faults.append(fault)
        finally:
            self.connection.close()


class Unanswering:
    """An address that never answers a connection until the with block ends: its backlog is full."""

    def __init__(self, address, port=0):
        self.sockets = [socket.socket()]
        self.sockets[0].bind((address, port))
        self.sockets[0].listen(0)
        self.port = self.sockets[0].getsockname()[1]
        while self.connects((address, self.port)):
            pass

    def connects(self, address):
        """One connection more; False if nobody answered it."""
        self.sockets.append(socket.socket())
        self.sockets[-1].setblocking(False)
        self.sockets[-1].connect_ex(address)
        return bool(select.select([], [self.sockets[-1]], [], 0.3)[1])

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        for one in self.sockets:
            one.close()


class ScriptedRelay:
    """Listens on a free port until the with block ends, which waits for its conversations."""

    def __init__(self, script, folder, address="127.0.0.1", port=0, clock=RealClock()):
        self.script = script
        self.clock = clock
        self.folder = folder  # with the certificates
        self.heard = []  # commands, and notes in parentheses
        self.messages = []  # mails that arrived whole
        self.taken = []  # recipients of those that were taken as a good relay does
        self.faults = []
        self.ended = threading.Event()  # the with block, and with it the mailer
        self.conversations = []
        self.listener = socket.create_server((address, port))
        if script.small_buffers:
            self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
            self.listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
        self.port = self.listener.getsockname()[1]
        self.acceptor = threading.Thread(target=self.accept, daemon=True)

    def accept(self):
        """Holds a conversation with everyone who connects."""
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.settimeout(PATIENCE)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            thread = threading.Thread(target=Conversation(self, connection).hold, daemon=True)
            self.conversations.append(thread)
            thread.start()

    def __enter__(self):
        self.acceptor.start()
        return self

    def __exit__(self, *exception):
        self.ended.set()
        self.listener.shutdown(socket.SHUT_RDWR)  # wakes accept(), which close() would not
        self.acceptor.join(PATIENCE)
        self.listener.close()
        for thread in self.conversations:
            thread.join(PATIENCE)

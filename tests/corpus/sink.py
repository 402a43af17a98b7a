"""A relay on loopback that takes every mail and keeps it byte for byte.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import dataclasses
import socketserver
import threading

PATIENCE = 600  # seconds; only keeps a broken test from hanging


@dataclasses.dataclass
class Arrival:
    """What one mail looked like on the wire."""

    sender: str  # MAIL FROM, as it was written
    recipients: list  # RCPT TO, likewise
    lines: list  # of the mail as they were written: dots stuffed, line ends kept


class Conversation(socketserver.StreamRequestHandler):
    """One connection to the relay."""

    timeout = PATIENCE

    def say(self, text):
        """Sends one line."""
        self.wfile.write(text.encode() + b"\r\n")

    def take_mail(self, sender, recipients):
        """Reads a mail up to its lone dot."""
        self.say("354 Go ahead")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return
            lines.append(line)
        self.server.arrivals.append(Arrival(sender, recipients, lines))
        self.say("250 2.0.0 Ok")

    def handle(self):
        """The conversation from greeting to end."""
        self.server.connections += 1
        sender, recipients = "", []
        self.say("220 sink.example")
        while command := self.rfile.readline().decode().removesuffix("\r\n"):
            if command.startswith("MAIL FROM:"):
                sender, recipients = command.removeprefix("MAIL FROM:"), []
            elif command.startswith("RCPT TO:"):
                recipients.append(command.removeprefix("RCPT TO:"))
            elif command == "DATA":
                self.take_mail(sender, recipients)
                continue
            self.say("250 Ok")
            if command == "QUIT":
                return


class Sink(socketserver.ThreadingTCPServer):
    """Listens on a free port until the with block ends, which waits for its conversations."""

    daemon_threads = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.port = self.server_address[1]
        self.arrivals = []
        self.connections = 0

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *exception):
        self.shutdown()
        self.server_close()

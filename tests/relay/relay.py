#!/usr/bin/python3
"""An SMTP relay on loopback that keeps what it gets, for tests and the demo.

SPDX-License-Identifier: GPL-3.0-or-later

    relay.py PORT FOLDER

Writes each mail that it takes to FOLDER/0001.eml, FOLDER/0002.eml, … and a line to FOLDER/envelopes:
number, sender, recipient. PORT 0 takes a free port; FOLDER/port holds the port once it listens.
PORT is listened to at 127.0.0.1 and 127.0.0.2, which may behave differently. FOLDER/greeted holds the name that the
last client said in EHLO. What it does with a recipient is asked for by the beginning of the address:

    refuse…  550 5.1.1 at RCPT  defer…  451 at RCPT        busy…  421 at RCPT
    block…   550 5.7.1 at RCPT  bare…   550 without an enhanced code at RCPT
    stall…   says nothing after the mail's end until FOLDER/release exists (FOLDER/stalled appears),
             then takes it
    trickle… answers the mail's end with a reply that never ends, a line every half second

FOLDER/127.0.0.1.MAIL and …RCPT, likewise of 127.0.0.2, hold what is said there to every such command.
"""

import asyncio
import pathlib
import sys

from aiosmtpd.smtp import SMTP


class Keeper:
    """Decides over recipients and writes mails to the folder."""

    def __init__(self, folder):
        self.folder = folder

    def said_to_all(self, server, command):
        """The reply that a file asks for; None: none."""
        host = server.transport.get_extra_info("sockname")[0]
        file = self.folder / f"{host}.{command}"
        return file.read_text().strip() if file.exists() else None

    async def handle_MAIL(self, server, session, envelope, address, options):
        (self.folder / "greeted").write_text(session.host_name + "\n")
        reply = self.said_to_all(server, "MAIL")
        if reply is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return reply or "250 2.1.0 Ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        reply = self.said_to_all(server, "RCPT")
        if reply is not None:
            return reply
        if address.startswith("block"):
            return "550 5.7.1 Relaying denied"
        if address.startswith("bare"):
            return f"550 <{address}> not accepted"
        if address.startswith("refuse"):
            return "550 5.1.1 No such user here"
        if address.startswith("busy"):
            return "421 4.7.0 Too many mails in one session"
        if address.startswith("defer"):
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("trickle"):
            while not server.transport.is_closing():
                server.transport.write(b"250-2.0.0 Wait\r\n")
                await asyncio.sleep(0.5)
        if envelope.rcpt_tos[0].startswith("stall"):
            (self.folder / "stalled").touch()
            while not (self.folder / "release").exists():
                await asyncio.sleep(0.02)
        name = f"{len(list(self.folder.glob('*.eml'))) + 1:04d}"
        (self.folder / f"{name}.eml").write_bytes(envelope.original_content)
        with open(self.folder / "envelopes", "a", encoding="utf-8") as log:
            log.write(f"{name} {envelope.mail_from} {' '.join(envelope.rcpt_tos)}\n")
        return f"250 2.0.0 Ok: queued as {name}"


async def main():
    port, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    keeper = Keeper(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(keeper, hostname="relay.example.com"), "127.0.0.1", port)
    port = server.sockets[0].getsockname()[1]
    other = await loop.create_server(
        lambda: SMTP(keeper, hostname="other.example.com"), "127.0.0.2", port)
    (folder / "port.new").write_text(f"{server.sockets[0].getsockname()[1]}\n")
    (folder / "port.new").rename(folder / "port")
    async with server, other:
        await server.serve_forever()


asyncio.run(main())

#!/usr/bin/python3
"""An SMTP server on loopback that records what it takes before it says so.

SPDX-License-Identifier: GPL-3.0-or-later

    recording_relay.py PORT FILE

Appends a line to FILE for each mail: time (s), session, Message-ID, recipient. The 250 comes after the line was
written, a few milliseconds after the mail's end, so that a kill meets sessions at every step.
"""

import asyncio
import os
import random
import re
import sys
import time

ANSWERS = {b"DATA": b"354 Go ahead\r\n", b"QUIT": b"221 Bye\r\n"}
MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)


async def take_mail(reader, record, session, recipient):
    """Reads a mail to its end and records it."""
    content = await reader.readuntil(b"\r\n.\r\n")
    await asyncio.sleep(random.uniform(0, 0.006))
    found = MESSAGE_ID.search(content)
    name = found.group(1).decode() if found else "none"
    os.write(record, f"{time.time():.3f} {session} {name} {recipient}\n".encode())
    await asyncio.sleep(random.uniform(0, 0.006))


async def converse(reader, writer, record):
    """One session."""
    session = time.time_ns()
    recipient = "nobody"
    try:
        writer.write(b"220 relay.example.com\r\n")
        while line := await reader.readline():
            verb = line[:4].upper().strip()
            if verb == b"RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
            writer.write(ANSWERS.get(verb, b"250 Ok\r\n"))
            if verb == b"DATA":
                await take_mail(reader, record, session, recipient)
                writer.write(b"250 Ok\r\n")
            if verb == b"QUIT":
                break
    except (ConnectionError, asyncio.IncompleteReadError):
        pass  # a mail that did not come to its end was not taken
    writer.close()


async def main():
    record = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    server = await asyncio.start_server(lambda reader, writer: converse(reader, writer, record),
                                        "127.0.0.1", int(sys.argv[1]), limit=1 << 24)
    async with server:
        await server.serve_forever()


asyncio.run(main())

#!/usr/bin/python3
"""A relay on loopback that takes its time over each mail and keeps none.

SPDX-License-Identifier: GPL-3.0-or-later

    slow_relay.py FOLDER MILLISECONDS

FOLDER/port holds its port once it listens. The answer to a mail's end comes after so many milliseconds.
"""

import asyncio
import pathlib
import sys

ANSWERS = {b"DATA": b"354 Go ahead\r\n", b"QUIT": b"221 Bye\r\n"}


async def converse(reader, writer, seconds):
    """One session."""
    writer.write(b"220 relay.example.com\r\n")
    while line := await reader.readline():
        verb = line[:4].upper().strip()
        writer.write(ANSWERS.get(verb, b"250 Ok\r\n"))
        if verb == b"DATA":
            await reader.readuntil(b"\r\n.\r\n")
            await asyncio.sleep(seconds)
            writer.write(b"250 Ok\r\n")
        if verb == b"QUIT":
            break
    writer.close()


async def main():
    folder, seconds = pathlib.Path(sys.argv[1]), int(sys.argv[2]) / 1000
    server = await asyncio.start_server(
        lambda reader, writer: converse(reader, writer, seconds), "127.0.0.1", 0, limit=1 << 24)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "port.new").write_text(f"{server.sockets[0].getsockname()[1]}\n")
    (folder / "port.new").rename(folder / "port")
    async with server:
        await server.serve_forever()


asyncio.run(main())

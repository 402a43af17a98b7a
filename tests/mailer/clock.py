"""The time of a conversation: what a relay waits for passes on the mailer's clock as well.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import signal
import struct
import tempfile
import time

LATEST = 60  # seconds; no mailer waits as long in its own time


class RealClock:
    """The machine's, for a mailer as it is installed."""

    path = None

    def turn(self, seconds):
        """Lets time pass."""
        time.sleep(seconds)


class Clock:
    """Stands still unless it is turned: for a mailer with the clock of clock.c, which says what is in the file."""

    def __init__(self, folder):
        descriptor, self.path = tempfile.mkstemp(dir=folder, prefix="clock")
        os.write(descriptor, bytes(24))
        os.close(descriptor)

    def turn(self, seconds):
        """Lets time pass; the mailer gets the signal of its timer if that is due."""
        path = pathlib.Path(self.path)
        now = struct.unpack("=q", path.read_bytes()[:8])[0] + round(1000 * seconds)
        with path.open("r+b") as file:
            file.write(struct.pack("=q", now))
        if now > 1000 * LATEST:
            raise RuntimeError("the mailer has let its limits pass")
        due, process = struct.unpack("=qq", path.read_bytes()[8:])
        if 0 < due <= now:
            try:
                os.kill(process, signal.SIGUSR1)
            except ProcessLookupError:  # it has ended
                pass

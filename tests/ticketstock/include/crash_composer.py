#!/usr/bin/python3
"""Crashes the thread that composes in a server's mailer, as a fault of an HTML parser would.

SPDX-License-Identifier: GPL-3.0-or-later

    crash_composer.py PID_FILE        of the server; waits until it has a mailer that composes, for five minutes
"""

import ctypes
import pathlib
import signal
import sys
import time


def first_line(path, beginning=""):
    """The first line of a file of /proc that begins so, without that; None if the process has ended."""
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return None
    return next((line.removeprefix(beginning).strip() for line in lines if line.startswith(beginning)), None)


def find_composer(server):
    """Process and thread of a mailer that composes; None if there is none yet."""
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        if first_line(process / "status", "PPid:") == server:
            for thread in process.glob("task/*"):
                if first_line(thread / "comm") == "composer":
                    return int(process.name), int(thread.name)
    return None


server = pathlib.Path(sys.argv[1]).read_text().strip()
limit = time.monotonic() + 300
while not (found := find_composer(server)):
    if time.monotonic() > limit:
        sys.exit("the server has had no mailer that composes for five minutes")
    time.sleep(0.01)
sys.exit(ctypes.CDLL(None).tgkill(*found, signal.SIGSEGV))

#!/usr/bin/python3
"""Guesses links and addresses by a gate, from four connections at a time, and prints how often which answer came.

SPDX-License-Identifier: GPL-3.0-or-later

    guess.py "client of the server, as the gate's account" NUMBER TRACK_ID ADDRESS

TRACK_ID "-": another one each time. ADDRESS "-": another one each time; "-ADDRESS": so, and this one as the last of each
connection. How long it took goes to standard error.
"""
import collections
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time

CONNECTIONS = 4
LETTERS = "abcdefghijklmnopqrstuvwxyz123456789"


def main(client, number, track, address):
    source = random.SystemRandom()
    share = int(number) // CONNECTIONS
    running = []
    began = time.monotonic()
    for connection in range(CONNECTIONS):
        script = tempfile.TemporaryFile("w+", encoding="utf-8")
        print("SET ROLE ticketstock_gate;", file=script)
        for position in range(share):
            link = "".join(source.choice(LETTERS) for _ in range(16)) if track == "-" else track
            who = f"guess{connection}.{position}@guess.test" if address[0] == "-" else address
            if position == share - 1 and address[0] == "-":
                who = address[1:] or who
            print(f"CALL ticketstock.reply_as_guest('{link}', '{who}', 'Guess');", file=script)
        script.seek(0)
        output = tempfile.TemporaryFile("w+", encoding="utf-8")
        running.append((subprocess.Popen(shlex.split(client) + ["--force", "--skip-column-names"], stdin=script, stdout=output,
                                         stderr=subprocess.STDOUT), output))
    answers = collections.Counter()
    for process, output in running:
        process.wait()
        output.seek(0)
        answers.update(re.sub(" at line [0-9]+", "", line.strip()) for line in output if not re.match("--|CALL|$", line.strip()))
    for answer, times in sorted(answers.items()):
        print(times, answer)
    print(f"{number} guesses in {time.monotonic() - began:.1f} s", file=sys.stderr)


main(*sys.argv[1:])

#!/usr/bin/python3
"""The kills of desk.sh, while writers write; then the comparison.

SPDX-License-Identifier: GPL-3.0-or-later

    kills.py FOLDER BUILD KILLS SEED
"""

import os
import pathlib
import random
import signal
import subprocess
import sys
import threading
import time

WRITERS = 4
TICKETS = 40  # of each writer, which writes them in order
STATUSES = (0, 1, 2, 3, 5, 7, 8, 9)
CLIENT = ["mariadb", "--no-defaults", "--default-character-set=utf8mb4", "-N", "-B", "-u", "root"]


class Server:
    """mariadbd, whose data and process id desk.sh has left in the folder."""

    def __init__(self, folder, build):
        self.folder = pathlib.Path(folder)
        self.build = build

    def run(self, text):
        """The client's process, when it is done."""
        return subprocess.run([*CLIENT, "-S", str(self.folder / "socket"), "dolibarr"], input=text, capture_output=True,
                              text=True, check=False)

    def sql(self, text):
        done = self.run(text)
        if done.returncode:
            sys.exit(f"{text}: {done.stderr}")
        return done.stdout.splitlines()

    def kill(self):
        os.kill(int((self.folder / "mariadbd.pid").read_text()), signal.SIGKILL)

    def start(self):
        with open(self.folder / "mariadbd.log", "ab") as log:
            process = subprocess.Popen(
                ["mariadbd", "--no-defaults", *(["--user=root"] if os.getuid() == 0 else []),
                 f"--datadir={self.folder}/data", f"--tmpdir={self.folder}/tmp", f"--socket={self.folder}/socket",
                 "--skip-networking", f"--plugin-dir={self.build}", "--event-scheduler=ON"],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        (self.folder / "mariadbd.pid").write_text(f"{process.pid}\n")
        while self.run("SELECT 1").returncode:
            if process.poll() is not None:
                sys.exit(f"mariadbd ended at its start: {(self.folder / 'mariadbd.log').read_text().rpartition('starting as process')[2]}")
            time.sleep(0.05)


def write(server, number, seed, ended):
    """Writes tickets of its own until it is told to end; what was under way when the server died is as it is."""
    choice = random.Random(seed * 10 + number)
    while not ended.is_set():
        calls = [f"CALL act({101 + number * TICKETS + choice.randrange(TICKETS)}, "
                 f"{choice.choices(range(7), (30, 30, 30, 30, 10, 1, 10))[0]}, {choice.choice(STATUSES)});"
                 for _ in range(20)]
        if server.run("\n".join(calls)).returncode:
            time.sleep(0.1)


def main(folder, build, kills, seed):
    server, choice, ended = Server(folder, build), random.Random(int(seed)), threading.Event()
    writers = [threading.Thread(target=write, args=(server, number, int(seed), ended)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(int(kills)):
            time.sleep(choice.uniform(0.5, 3))
            server.kill()
            server.start()
        time.sleep(1)
    finally:
        ended.set()
        for writer in writers:
            writer.join()
    left = None
    while left != "0":
        before, left = left, server.sql("SELECT COUNT(*) FROM ticketstock.ticket_change")[0]
        if left == before and left != "0":
            sys.exit(f"{left} changes are not followed: " + " ".join(server.sql(
                "SELECT last_error FROM ticketstock.desk_state; SELECT message FROM ticketstock.incident LIMIT 3")))
        time.sleep(3 if left != "0" else 0)
    differences = [line for line in server.sql("CALL judge()") if not line.isdigit()]
    done, tickets = server.sql("SELECT COUNT(*) FROM truth; SELECT COUNT(*) FROM llx_ticket")
    print(f"seed {seed}: {kills} kills, {done} changes, {tickets} tickets at the end, {len(differences)} differences")
    for line in differences:
        print(line)
    sys.exit(bool(differences))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""A connection to the private server, and the passwords of relays.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import subprocess
import time

PATIENCE = 0.05  # seconds between two looks
SENTINEL = "-- that was all --"


class Database:
    """One connection: the client program with its standard input kept open."""

    def __init__(self, folder, schema="ticketstock", account="root"):
        command = ["mariadb", "--no-defaults", "-S", f"{folder}/socket", "-u", account, "-N", "-B"]
        self.client = subprocess.Popen(
            command + ["--force", "--unbuffered", "--default-character-set=utf8mb4", schema],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace",
        )

    def ask(self, sql):
        """The rows of one or more statements, as lists of texts. An error of SQL is raised."""
        self.client.stdin.write(f"{sql};\nSELECT '{SENTINEL}';\n")
        self.client.stdin.flush()
        rows, errors = [], []
        while (line := self.client.stdout.readline().rstrip("\n")) != SENTINEL:
            if self.client.poll() is not None:
                raise RuntimeError(f"the client has ended: {line}: {sql}")
            if line.startswith("ERROR "):
                errors.append(line)
            rows.append(line.split("\t"))
        if errors:
            raise RuntimeError(f"{errors[0]}: {sql}")
        return rows

    def value(self, sql):
        """The first column of the first row."""
        return self.ask(sql)[0][0]

    def wait_for(self, condition, seconds, explain):
        """Waits until the condition is 1; else raises what `explain` finds."""
        end = time.monotonic() + seconds
        while self.value(f"SELECT {condition}") != "1":
            if time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s: {condition}\n{self.ask(explain)}")
            time.sleep(PATIENCE)

    def close(self):
        """Ends the connection."""
        self.client.stdin.close()
        self.client.stdout.close()
        self.client.wait()


def set_password(build, relay, password):
    """Puts the relay's line into the secrets file, or takes it out (None), in one step."""
    path = f"{build}/secrets"
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith(f"password.{relay} =")]
    if password is not None:
        lines.append(f"password.{relay} = {password}\n")
    descriptor = os.open(f"{path}.new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
    os.rename(f"{path}.new", path)

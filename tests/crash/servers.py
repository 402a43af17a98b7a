"""The two servers of a run: started, killed, asked.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

CLIENT = ["mariadb", "--no-defaults", "--default-character-set=utf8mb4", "-N", "-B"]


def free_port():
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


class Servers:
    """mariadbd, whose data and process id crash.sh has left in the folder, and the recording mail server."""

    def __init__(self, folder, build):
        self.folder = pathlib.Path(folder)
        self.build = build
        self.port = free_port()
        self.record = self.folder / "record"
        self.start_relay()
        self.sql(f"INSERT INTO relay (name, host, port) VALUES ('test', '127.0.0.1', {self.port})")

    def client(self, user, schema, *options):
        """The command line of a client."""
        return CLIENT + ["-S", str(self.folder / "socket"), "-u", user, *options, schema]

    def sql(self, text, check=True):
        """Rows as lists of texts."""
        command = self.client("root", "ticketstock", "-e", text)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise RuntimeError(f"{text}: {done.stderr}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def pid(self, name):
        """Process id of mariadbd or relay."""
        return int((self.folder / f"{name}.pid").read_text())

    def start(self, name, command, answers, again=True):
        """Starts a server and waits until it answers; the process ids are for server.sh as well.

        One that ends by a signal of its own before that, without the library in its trace, is started once more, as systemd does.
        """
        with open(self.folder / f"{name}.log", "ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        (self.folder / f"{name}.pid").write_text(f"{process.pid}\n")
        while not answers():
            if process.poll() is not None:
                trace = (self.folder / f"{name}.log").read_text(errors="replace").rpartition("starting as process")[2]
                print(f"{name} ended at its start: {trace}", flush=True)
                if process.returncode >= 0 or "ticketstock.so" in trace or not again:
                    sys.exit(1)
                return self.start(name, command, answers, False)
            time.sleep(0.02)
        return None

    def relay_answers(self):
        """Whether the mail server listens."""
        try:
            socket.create_connection(("127.0.0.1", self.port)).close()
            return True
        except OSError:
            return False

    def start_relay(self):
        """The mail server, on its port."""
        program = str(pathlib.Path(__file__).with_name("recording_relay.py"))
        self.start("relay", [sys.executable, program, str(self.port), str(self.record)], self.relay_answers)

    def start_mariadb(self):
        """mariadbd, on the data that it left."""
        self.start("mariadbd", ["mariadbd", "--no-defaults", *(["--user=root"] if os.getuid() == 0 else []),
                                f"--datadir={self.folder}/data", f"--tmpdir={self.folder}/tmp",
                                f"--socket={self.folder}/socket", "--skip-networking", f"--plugin-dir={self.build}",
                                "--event-scheduler=ON", "--innodb-lock-wait-timeout=1"],
                   lambda: self.sql("SELECT 1", check=False))

    def kill(self, name):
        """SIGKILL, and waits until it is gone; its children are none of ours."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        try:
            os.waitpid(pid, 0)
        except ChildProcessError:  # started by crash.sh
            while is_alive(pid):
                time.sleep(0.01)


def is_alive(pid):
    """Whether a process is there and not a zombie."""
    try:
        return " Z " not in pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False

"""Where the mailer runs in the tests: its program, its secrets file, certificates and host names.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import secrets
import subprocess
import sys
import tempfile
import unittest

import certificates
import scripted_relay as relays
from clock import Clock, RealClock
from exchange import PASSWORD, RELAY_NAME, batch, matches

# The tests run in a mount namespace of their own, in which other host names are known.
WITH_HOSTS = 'mount --bind "$1" /etc/hosts && shift && exec "$@"'
SECONDS_MAX = 600  # of one run: only keeps a mailer that hangs from hanging the test


class Surroundings:
    """Set up once by set_up()."""

    mailer = turned_mailer = secrets = folder = None  # paths; turned: with a clock that the test turns
    connections = []  # one entry for each run of the mailer: how many it made


def set_up():
    """Takes the paths from the command line; returns in a process that knows our host names."""
    if len(sys.argv) == 4:
        with tempfile.TemporaryDirectory() as folder:
            hosts = certificates.write_hosts(pathlib.Path(folder))
            command = ["unshare", "--map-root-user", "--mount", "sh", "-c", WITH_HOSTS, "sh", hosts]
            command += [sys.executable, *sys.argv, folder]
            sys.exit(subprocess.run(command).returncode)
    if len(sys.argv) != 5:
        sys.exit(f"usage: {sys.argv[0]} MAILER TURNED_MAILER SECRETS")
    paths = [pathlib.Path(argument).absolute() for argument in sys.argv[1:]]
    Surroundings.mailer, Surroundings.turned_mailer, Surroundings.secrets, Surroundings.folder = paths
    certificates.make_all(Surroundings.folder)
    prepare_secrets(Surroundings.secrets)


def prepare_secrets(path):
    """Makes the secrets file if there is none, and adds our password to it if it is missing."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(file, f"key = {secrets.token_hex(32)}\n".encode())
        os.close(file)
    except FileExistsError:
        pass
    content = path.read_bytes()
    line = f"password.{RELAY_NAME} = {PASSWORD}\n".encode()
    if line not in content:
        with open(path, "ab") as file:
            file.write(line if not content or content.endswith(b"\n") else b"\n" + line)


def run_mailer(octets, trust="", command=(), clock=None):
    """Gives the mailer a batch, behind a command that starts it; trusted certificates are those of a file, or
    the host's. Without a clock no time passes."""
    folder = Surroundings.folder
    clock = clock or Clock(folder)
    mailer = Surroundings.turned_mailer if clock.path else Surroundings.mailer
    environment = {"OPENSSL_CONF": str(folder / "lenient")}  # what is refused, the mailer refuses
    environment["HOME"] = "/etc/hosts"  # no folder: libesmtp would give up TLS when it looks there
    if clock.path:
        environment["TICKETSTOCK_CLOCK"] = clock.path
    if trust:
        environment["SSL_CERT_FILE"] = str(folder / f"{trust}.pem")
    return subprocess.run(
        [*command, mailer],
        input=octets,
        capture_output=True,
        timeout=SECONDS_MAX,
        env=environment,
    )


class MailerTest(unittest.TestCase):
    """What the tests of the mailer share."""

    def converse(self, script, mails, trust="", clock=None, **settings):
        """Lets mailer and relay talk; returns both."""
        folder = Surroundings.folder
        clock = clock or Clock(folder)
        with relays.ScriptedRelay(script, folder, clock=clock) as relay:
            settings = {"port": str(relay.port), **settings}
            settings = {name: value.format(folder=folder) for name, value in settings.items()}
            result = run_mailer(batch(mails, **settings), trust, clock=clock)
        Surroundings.connections.append(len(relay.conversations))
        self.assertEqual(relay.faults, [], "the script itself")
        self.assertNotIn(PASSWORD.encode(), result.stdout + result.stderr)
        return relay, result

    def check_report(self, expected, result):
        """The mailer ended well and reported what it should."""
        self.assertEqual(result.returncode, 0, result.stderr)
        lines = result.stdout.decode().splitlines()
        if not matches(expected, lines):
            self.assertEqual(lines, expected + ["done"])

"""A server of its own with a whole installation that faults may be put into, and that is whole again afterwards.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import fcntl
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TESTS = pathlib.Path(__file__).parents[1]
sys.path.append(str(TESTS / "mailer"))

import certificates
from scripted_relay import Script, ScriptedRelay

PATIENCE = 0.1  # seconds between two looks
SECONDS_MAX = 60  # for a server to start or to end
SETTLED = """
DELETE FROM mail_outbox; DELETE FROM incident; DELETE FROM relay_state; DELETE FROM relay_refusal; DELETE FROM relay_use;
DELETE FROM detached_ticket; UPDATE lane_state SET last_error = NULL, last_error_at = NULL, journal_problem = NULL;
UPDATE desk_state SET last_error = NULL, last_error_at = NULL
"""
CERTIFICATES = {
    "authority": ("", "Authority", certificates.AUTHORITY, -1, 2),
    "right": ("authority", "x", "subjectAltName=DNS:localhost", -1, 2),
    "other": ("authority", "x", "subjectAltName=DNS:other.example", -1, 2),
    "expired": ("authority", "x", "subjectAltName=DNS:localhost", -3, -1),
    "unchained": ("authority", "x", "subjectAltName=DNS:localhost", -1, 2),
    "middle": ("authority", "Middle", certificates.AUTHORITY, -1, 2),
}
RULE = """
CALL add_rule('After-sales', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Returned', '<p>Text</p>')
"""


class Refused(Exception):
    """The server's own words about a statement."""


def wait_for(condition, seconds, what):
    """The condition's value once it is true."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what() if callable(what) else what}")
        time.sleep(PATIENCE)
    return value


class Installation:
    """Server, key file, mailer, relay and ERP, all of one temporary folder but for what paths were built in."""

    def __init__(self, build):
        self.build = pathlib.Path(build)
        self.parts = self.build / "tests" / "faults"  # library, mailer: as they are built
        self.root = os.environ.get("FAULT_CHROOT", "")  # of another server than this machine's (other_server.sh)
        self.is_mysql = bool(self.root) and not pathlib.Path(f"{self.root}/usr/sbin/mariadbd").exists()
        self.place = pathlib.Path(f"{self.root}{self.parts}/run")  # where the library looks for mailer and key file
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ticketstock.", dir=f"{self.root}/tmp"))
        if self.root:
            self.folder.chmod(0o755)
            link = pathlib.Path("/tmp") / self.folder.name
            link.symlink_to(self.folder)
            self.folder = link
        self.plugins = self.folder / "plugins"
        self.options = []
        self.server = None
        self.relay = None
        self.others = []  # clients that keep a connection open
        self.place.parent.mkdir(parents=True, exist_ok=True)
        self.lock = open(self.place.with_name("lock"), "w", encoding="ascii")  # one of this build folder and server at a time
        fcntl.flock(self.lock, fcntl.LOCK_EX)

    # Files

    def put_library(self, version="whole"):
        """Never over one that is loaded: a new file under the name."""
        self.plugins.mkdir(exist_ok=True)
        shutil.copy(self.parts / version / "ticketstock.so", self.plugins / "new")
        os.rename(self.plugins / "new", self.plugins / "ticketstock.so")

    def put_mailer(self, version="whole"):
        """The mailer as it was built."""
        mailer = self.place / "ticketstock-mailer"
        if mailer.is_symlink():
            mailer.unlink()
        built = f"{self.root}/fault_mailer/{version}" if self.root else self.parts / version
        shutil.copy(f"{built}/ticketstock-mailer", f"{mailer}.new")
        os.rename(f"{mailer}.new", mailer)

    def put_key(self, text=None, mode=0o600):
        """The key file, with the key of the table unless told otherwise."""
        if text is None:
            text = f"key = {self.value('SELECT value FROM ticketstock.delivery_key')}\npassword.login = right\n"
        file = self.place / "secrets"
        self.remove_key()
        file.write_text(text, encoding="utf-8")
        file.chmod(mode)
        os.chown(file, 0 if os.geteuid() == 0 else -1, -1)

    def remove_key(self):
        """Whatever is in its place."""
        file = self.place / "secrets"
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        else:
            file.unlink(missing_ok=True)

    # Server

    def initialise(self):
        """Data folder, ERP, installation, a rule and a relay that works: all is well."""
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir(parents=True)
        self.put_library()
        self.put_mailer()
        (self.folder / "install.sql").write_text(self.adapted((self.build / "install.sql").read_text(encoding="utf-8")), encoding="utf-8")
        (self.folder / "tmp").mkdir()
        if self.is_mysql:
            self.run_server_program("mysqld", "--initialize-insecure")
        else:
            self.run_server_program("mariadb-install-db", "--skip-test-db", "--force", "--auth-root-authentication-method=normal")
        self.start()
        erp = subprocess.run([TESTS / "erp" / "make_erp.py", "--charset", "utf8mb4"], check=True, capture_output=True,
                             text=True).stdout
        self.ask(erp)
        self.ask("CREATE DATABASE test")
        self.install()
        self.put_key()
        (self.folder / "certificates").mkdir()
        certificates.CERTIFICATES = CERTIFICATES
        certificates.make_all(self.folder / "certificates")
        self.relay = ScriptedRelay(Script(), self.folder / "certificates")
        self.relay.__enter__()
        self.ask(f"""INSERT INTO relay (name, host, port) VALUES ('test', '127.0.0.1', {self.relay.port});
            UPDATE setting SET value = 'https://erp.example.com' WHERE name = 'erp_url';
            UPDATE setting SET value = 'erp@example.com' WHERE name = 'mail_sender'; {RULE}""", "ticketstock")
        self.stop()
        shutil.copytree(self.folder / "data", self.folder / "whole")
        self.start()

    def adapted(self, script):
        """With the paths of this installation."""
        for name in ("secrets", "ticketstock-mailer"):
            script = script.replace(f"{self.build}/{name}", str(self.place / name))
        return re.sub(r"install -d -m 755 [^ ]*", f"install -d -m 755 {self.place}", script)

    def renew(self):
        """All is as it was in the beginning, whatever was done to it."""
        self.release()
        self.stop()
        shutil.rmtree(self.folder / "data")
        shutil.copytree(self.folder / "whole", self.folder / "data")
        self.put_library()
        self.put_mailer()
        self.relay.script = Script()
        self.start()
        self.put_key()

    def hold(self, sql):
        """A connection of its own that has done this and stays open."""
        other = subprocess.Popen(self.client() + ["--unbuffered", "-N"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        other.stdin.write(f"{sql};\nSELECT 'done';\n")
        other.stdin.flush()
        while other.stdout.readline() not in ("done\n", ""):
            pass
        self.others.append(other)

    def release(self):
        """Ends those connections."""
        for other in self.others:
            other.kill()
            other.communicate()
        self.others.clear()

    def command(self, program):
        """A program of the server with the options that it always has."""
        inside = ["chroot", self.root] if self.root else []
        user = ["--user=root"] if os.geteuid() == 0 else []
        return [*inside, program, "--no-defaults", *user, f"--datadir={self.folder}/data"]

    def run_server_program(self, program, *options):
        """One that ends by itself."""
        subprocess.run(self.command(program) + list(options), check=True, capture_output=True,
                       env={**os.environ, "TMPDIR": f"{self.folder}/tmp"})

    def start(self, *options, seconds=SECONDS_MAX):
        """Starts the server; options are added to those that it always has."""
        own = ["--mysqlx=OFF", "--skip-log-bin"] if self.is_mysql else []
        with open(self.folder / "mariadbd.log", "ab") as log:
            self.server = subprocess.Popen(
                self.command("mysqld" if self.is_mysql else "mariadbd") + [
                    f"--tmpdir={self.folder}/tmp", f"--socket={self.folder}/socket", "--skip-networking", f"--plugin-dir={self.plugins}",
                    "--event-scheduler=ON", "--innodb-flush-log-at-trx-commit=0", *own, *options],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        wait_for(self.answers, seconds, "the server answers")

    def answers(self):
        """Whether the server takes connections."""
        return subprocess.run(self.client() + ["-e", "SELECT 1"], capture_output=True, check=False).returncode == 0

    def stop(self):
        """Ends the server."""
        if self.server:
            self.server.terminate()
            self.server.wait(SECONDS_MAX)
            self.server = None

    def restart(self, *options):
        """With other options until the next time."""
        self.stop()
        self.start(*options)

    def close(self):
        """Ends all and takes the folder away."""
        self.release()
        self.stop()
        if self.relay:
            self.relay.__exit__()
        shutil.rmtree(self.folder.resolve(), ignore_errors=True)
        if self.folder.is_symlink():
            self.folder.unlink()
        shutil.rmtree(self.place, ignore_errors=True)

    # Statements

    def client(self, account="root"):
        """The client's command line."""
        return ["mariadb", "--no-defaults", "-S", f"{self.folder}/socket", "-u", account, "--default-character-set=utf8mb4"]

    def ask(self, sql, schema=None, account="root"):
        """The rows of the last result as dictionaries; an error of SQL is raised."""
        done = subprocess.run(
            self.client(account) + ["--batch", *([schema] if schema else [])], input=sql, capture_output=True, text=True,
            errors="replace", check=False)
        if done.returncode:
            raise Refused(f"{done.stderr.strip()}")
        lines = done.stdout.rstrip("\n").split("\n")
        names = lines[0].split("\t")
        return [dict(zip(names, line.split("\t"))) for line in lines[1:]]

    def value(self, sql):
        """The first column of the first row; None: there is none."""
        rows = self.ask(sql)
        return next(iter(rows[0].values())) if rows else None

    def is_true(self, condition):
        """Whether the condition holds now."""
        return self.value(f"SELECT COALESCE({condition}, 0)") == "1"

    def wait(self, condition, seconds=30):
        """Waits until a condition of SQL holds."""
        wait_for(lambda: self.is_true(condition), seconds, condition)

    def install(self):
        """install.sql of the build."""
        self.ask((self.folder / "install.sql").read_text(encoding="utf-8"))

    def paste(self, remedy):
        """What a DBA does with a remedy: a command line in a shell, a statement in a client, as they stand."""
        if remedy.startswith("$ "):
            bins = self.folder / "bin"
            if not bins.exists():
                bins.mkdir()
                for name in ("mariadb", "mysql"):
                    (bins / name).write_text(f'#!/bin/sh\nexec {" ".join(self.client()).replace("mariadb", "/usr/bin/mariadb", 1)} "$@"\n')
                    (bins / name).chmod(0o755)
            command = re.sub(r"[^ ]*/install\.sql", f"{self.folder}/install.sql", remedy[2:])
            # What the library says is the path inside of the chroot.
            command = re.sub(f"(?<!{re.escape(self.root)}){re.escape(str(self.parts))}/run", str(self.place), command)
            done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False,
                                  env={**os.environ, "PATH": f"{bins}:{os.environ['PATH']}"})
            if done.returncode:
                raise Refused(done.stderr.strip() or done.stdout.strip())
        else:
            self.ask(remedy)

    # What the ERP and its users do

    def book(self, warehouse=2):
        """Goods enter."""
        self.ask(f"""INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement,
            fk_user_author, label) VALUES (NOW(), 1, {warehouse}, 1, 0, 1, 'Return')""")

    def settle(self):
        """What faults have left in the tables of state goes."""
        self.ask(SETTLED, "ticketstock")

    def findings(self):
        """The rows of health_check; where it ends in an error a row of topic `(ended)`."""
        try:
            return self.ask("CALL ticketstock.health_check()")
        except Refused as refused:
            return [{"severity": "error", "topic": "(ended)", "finding": str(refused), "remedy": "", "explanation": ""}]

    def complaints(self):
        """Those that are not ok."""
        return [row for row in self.findings() if row["severity"] != "ok"]

    def signal(self, number=signal.SIGHUP):
        """Sends the server a signal."""
        self.server.send_signal(number)

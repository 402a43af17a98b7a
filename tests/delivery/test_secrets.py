#!/usr/bin/python3
"""Delivery keys and a relay's password stand nowhere but in their table and their file.

SPDX-License-Identifier: GPL-3.0-or-later

    test_secrets.py FOLDER BUILD      (of with_server.sh, with a binary log and performance_schema)

Installs, sends, fails to send in each way, and exchanges the key, while every statement is logged and somebody
watches the process list and everybody's user variables; then looks for the secrets in whatever was written or seen. A
thief who may read the table has the key, and can do nothing with it.
"""

import base64
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.dont_write_bytecode = True  # leaves no folder among the sources
sys.path.append(str(pathlib.Path(__file__).parents[1] / "mailer"))

from database import PATIENCE, Database, set_password
from scripted_relay import Script, ScriptedRelay

PASSWORD = "pa55word of a relay"
USER = "joe"
SECONDS_MAX = 300  # for a mailer to get to work, on the slowest machine
LOGS = """
SET GLOBAL event_scheduler = OFF;
SET GLOBAL log_output = 'FILE', general_log_file = '{folder}/general.log', slow_query_log_file = '{folder}/slow.log';
SET GLOBAL log_slow_disabled_statements = '', log_slow_rate_limit = 1, long_query_time = 0, log_warnings = 9;
SET GLOBAL general_log = ON, slow_query_log = ON;
UPDATE performance_schema.setup_consumers SET ENABLED = 'YES'
"""
PREPARE = """
CALL add_rule('Secrets', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Subject', '<p>Text</p>');
INSERT INTO relay (name, host, port, username) VALUES ('secrets', '127.0.0.1', {port}, '{user}')
"""
BOOK = """
INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement,
    fk_user_author, label) VALUES (NOW(), 1, 2, 1, 0, 1, 'Return');
UPDATE mail_outbox SET due_at = NOW(3) WHERE state = 'pending';
DELETE FROM relay_state
"""
WATCHED = """
SHOW FULL PROCESSLIST;
SELECT * FROM information_schema.PROCESSLIST;
SELECT * FROM performance_schema.threads;
SELECT * FROM performance_schema.events_statements_current;
SELECT * FROM performance_schema.events_statements_history;
SELECT v.* FROM performance_schema.user_variables_by_thread AS v JOIN performance_schema.threads AS t USING (THREAD_ID)
  WHERE COALESCE(t.PROCESSLIST_USER, '') <> 'thief'
"""
# The thief's statements name a variable, so that its key is in no log either.
STEAL = "SELECT MAX(value) INTO @key FROM ticketstock.delivery_key"

USE = """
SELECT ticketstock_send(@key, 'relay.host', '127.0.0.1', 'relay.port', {port}, 'relay.tls', 'none', 'mail', 1,
  'sender', 'thief@example.com', 'recipient', 'victim@example.com', 'message_id', '1@example.com', 'html', 'x');
SELECT ticketstock_preview(@key, 'mail', 1, 'sender', 'thief@example.com', 'recipient', 'victim@example.com',
  'message_id', '1@example.com', 'html', 'x')
"""
FORMATS = ("ROW", "MIXED")  # with STATEMENT servers refuse READ COMMITTED, and nothing is sent

FOLDER = BUILD = None  # set by main()


def forms(secret, user=None):
    """A secret as text, as base64 and as hexadecimal digits, and in AUTH PLAIN."""
    octets = secret.encode()
    yield from (octets, octets.upper(), base64.b64encode(octets), octets.hex().encode(), octets.hex().upper().encode())
    if user is not None:
        yield base64.b64encode(f"\0{user}\0{secret}".encode())
    else:
        yield from (bytes.fromhex(secret), base64.b64encode(bytes.fromhex(secret)))


class Watch(threading.Thread):
    """Asks for the process list over and over."""

    def __init__(self):
        super().__init__(daemon=True)
        self.ended = threading.Event()
        self.seen = set()
        self.looks = 0
        self.db = Database(FOLDER)

    def run(self):
        while not self.ended.is_set():
            self.seen.update("\t".join(row) for row in self.db.ask(WATCHED))
            self.looks += 1
        self.db.close()


class Secrets(unittest.TestCase):
    """All is done first; each test then looks at one place."""

    @classmethod
    def setUpClass(cls):
        cls.place = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="ticketstock."))
        cls.file = pathlib.Path(f"{BUILD}/secrets")
        cls.addClassCleanup(cls.file.write_bytes, cls.file.read_bytes())
        cls.addClassCleanup(cls.file.chmod, 0o600)
        cls.db = Database(FOLDER)
        cls.addClassCleanup(cls.db.close)
        cls.relay = cls.enterClassContext(ScriptedRelay(cls.good(), cls.place))
        cls.answers, cls.places, cls.keys, cls.thefts = [], {}, [], []
        cls.db.ask(LOGS.format(folder=FOLDER))
        cls.install()
        cls.watch = Watch()
        cls.watch.start()
        for form in FORMATS:
            cls.db.ask(f"SET GLOBAL binlog_format = {form}; FLUSH BINARY LOGS")
            cls.db.close()
            cls.db = Database(FOLDER)  # with this format
            cls.send_and_fail()
            cls.exchange_key()
        cls.watch.ended.set()
        cls.watch.join()
        cls.collect()

    @staticmethod
    def good(**replies):
        return Script({"AUTH": "235 2.7.0 Ok", **replies}, features=("AUTH PLAIN LOGIN",))

    @classmethod
    def install(cls):
        """install.sql makes a key, as on a new server; the file gets it."""
        cls.db.ask("SET SESSION sql_log_bin = 0; DELETE FROM delivery_key; SET SESSION sql_log_bin = 1")
        cls.run_client("mariadb", input=pathlib.Path(f"{BUILD}/install.sql").read_bytes())
        cls.write_file(cls.db.value("SELECT value FROM delivery_key"))
        cls.db.ask("CREATE USER thief@localhost; GRANT SELECT ON ticketstock.delivery_key TO thief@localhost")
        set_password(BUILD, "secrets", PASSWORD)
        cls.db.ask(PREPARE.format(port=cls.relay.port, user=USER))

    @classmethod
    def run_client(cls, program, *arguments, **options):
        command = [program, "--no-defaults", "-S", f"{FOLDER}/socket", "-u", "root", *arguments]
        return subprocess.run(command, check=True, capture_output=True, **options).stdout

    @classmethod
    def write_file(cls, *keys):
        """The key file with these keys in front of what else it holds."""
        lines = [line for line in cls.file.read_text().splitlines() if not line.startswith("key")]
        cls.file.write_text("\n".join([f"key = {key}" for key in keys] + lines) + "\n")
        cls.keys += [key for key in keys if key not in cls.keys]

    @classmethod
    def ask(cls, sql):
        """What a DBA sees, also where it is an error."""
        try:
            cls.answers += ["\t".join(row) for row in cls.db.ask(sql)]
        except RuntimeError as error:
            cls.answers.append(str(error))

    @classmethod
    def deliver(cls):
        """Goods are booked; all ways to send, and what is said of them."""
        cls.ask(BOOK)
        for sql in ("CALL deliver_mail(1)", "CALL health_check()", "CALL test_mail('dba@example.com')",
                    "SELECT * FROM mail_outbox", "SELECT * FROM relay_state", "SELECT * FROM lane_state",
                    "SELECT * FROM incident", "SHOW WARNINGS",
                    "CALL preview_mail((SELECT MAX(ref) FROM dolibarr.llx_ticket), 'alice')"):
            cls.ask(sql)

    @classmethod
    def send_and_fail(cls):
        """Mails that go out, and every reason why they do not."""
        cls.ask("DELETE FROM mail_outbox")
        cls.relay.script = cls.good()
        cls.deliver()
        sent = cls.db.value("SELECT COUNT(*) FROM mail_outbox WHERE state = 'sent' AND kind <> 'test'")
        assert sent == "3", cls.answers
        cls.stall()
        cls.relay.script = cls.good(AUTH="535 5.7.8 Error: authentication failed")
        cls.deliver()
        cls.ask("UPDATE relay SET port = 1")
        cls.deliver()
        cls.ask(f"UPDATE relay SET port = {cls.relay.port}")
        cls.relay.script = cls.good()
        cls.ask("SET SESSION sql_log_bin = 0; UPDATE delivery_key SET value = REVERSE(value); SET SESSION sql_log_bin = 1")
        cls.deliver()
        cls.ask("SET SESSION sql_log_bin = 0; UPDATE delivery_key SET value = REVERSE(value); SET SESSION sql_log_bin = 1")
        kept = cls.file.read_bytes()
        for spoil in (lambda: cls.file.chmod(0o644), cls.file.unlink,
                      lambda: cls.file.write_bytes(kept.replace(b" = ", b" : "))):
            spoil()
            cls.deliver()
            cls.file.unlink(missing_ok=True)
            cls.file.write_bytes(kept)
            cls.file.chmod(0o600)

    @classmethod
    def stall(cls):
        """A relay that takes its time: the mailer, and the statement that waits for it, can be looked at."""
        waiting, go_on = threading.Event(), threading.Event()

        def reply(conversation):
            waiting.set()
            go_on.wait(SECONDS_MAX)
            conversation.say("250 2.1.0 Ok")

        cls.relay.script = cls.good(MAIL=reply)
        other = Database(FOLDER)
        other.ask(BOOK)
        thread = threading.Thread(target=lambda: other.ask("CALL deliver_mail(2)"))
        thread.start()
        assert waiting.wait(SECONDS_MAX), cls.db.ask("SELECT state, COUNT(*), MAX(smtp_text) FROM mail_outbox GROUP BY state; SELECT * FROM lane_state; SELECT * FROM relay_state")
        server = pathlib.Path(f"{FOLDER}/mariadbd.pid").read_text().strip()
        mailers = subprocess.run(["pgrep", "-P", server], capture_output=True, text=True).stdout.split()
        looks = cls.watch.looks
        end = time.monotonic() + SECONDS_MAX
        while cls.watch.looks < looks + 2 and time.monotonic() < end:
            time.sleep(PATIENCE)
        cls.mailer = pathlib.Path(f"/proc/{mailers[0]}")
        if os.access(cls.mailer / "environ", os.R_OK):
            cls.places["command line of the mailer"] = (cls.mailer / "cmdline").read_bytes()
            cls.environment = (cls.mailer / "environ").read_bytes()
            cls.limits = (cls.mailer / "limits").read_text()
            cls.descriptors = {int(link.name): os.readlink(link) for link in (cls.mailer / "fd").iterdir()}
        cls.steal()
        go_on.set()
        thread.join()
        other.close()

    @classmethod
    def steal(cls):
        """What the thief is answered while a batch is sent, and whether the key is the right one."""
        thief = Database(FOLDER, schema="", account="thief")
        thief.ask(STEAL)
        digest = thief.value("SELECT SHA2(@key, 256)")
        answers = []
        for statement in USE.format(port=cls.relay.port).split(";"):
            try:
                answers.append(str(thief.ask(statement)))
            except RuntimeError as error:
                answers.append(str(error))
        checked = thief.value("SELECT CONVERT(ticketstock_check(@key) USING utf8mb4)")
        cls.thefts.append((digest == cls.db.value("SELECT SHA2(value, 256) FROM delivery_key"), checked, answers))
        thief.close()

    @classmethod
    def exchange_key(cls):
        """Another key, as INSTALL.md says."""
        old = cls.db.value("SELECT value FROM delivery_key")
        cls.ask("CALL change_delivery_key()")
        cls.ask("CALL new_delivery_key()")
        cls.write_file(old, cls.db.value("SELECT next_value FROM delivery_key"))
        cls.ask("CALL change_delivery_key()")
        cls.write_file(cls.db.value("SELECT value FROM delivery_key"))

    @classmethod
    def collect(cls):
        """Whatever was written or seen."""
        folder = pathlib.Path(FOLDER)
        cls.db.ask("SET GLOBAL general_log = OFF, slow_query_log = OFF; FLUSH LOGS")
        binary = sorted(path for path in (folder / "data").glob("binlog.0*"))
        cls.places |= {"general log": (folder / "general.log").read_bytes(), "slow log": (folder / "slow.log").read_bytes(),
                       "error log": (folder / "mariadbd.log").read_bytes(),
                       "binary log": b"".join(path.read_bytes() for path in binary),
                       "binary log, decoded": subprocess.run(["mariadb-binlog", "--no-defaults", "-v", *binary],
                                                             check=True, capture_output=True).stdout}
        cls.places["process list"] = "\n".join(cls.watch.seen).encode()
        cls.places["answers"] = "\n".join(cls.answers).encode()
        dump = ("--routines", "--events", "--ignore-table=ticketstock.delivery_key", "--skip-extended-insert")
        cls.places["dump"] = cls.run_client("mariadb-dump", *dump, "--databases", "ticketstock", "dolibarr")

    def test_secrets(self):
        """Neither the keys nor the password, in any form."""
        secrets = {f"key {number}": list(forms(key)) for number, key in enumerate(self.keys, 1)}
        secrets["password"] = list(forms(PASSWORD, USER))
        self.assertEqual(len(self.keys), 1 + len(FORMATS))
        for place, octets in self.places.items():
            print(f"{place}: {len(octets)} bytes", flush=True)
            self.assertNotEqual(octets, b"", place)
            for name, looks in secrets.items():
                with self.subTest(f"{name} in {place}"):
                    self.assertEqual([look for look in looks if look in octets], [])
        print(f"{self.watch.looks} looks at the process list, {len(self.watch.seen)} different rows", flush=True)

    def test_everything_was_there(self):
        """The places hold what they should, so that nothing was looked for in vain."""
        for place in ("general log", "slow log", "binary log, decoded"):
            self.assertIn(b"INSERT INTO dolibarr.llx_stock_mouvement", self.places[place], place)
        self.assertIn(b"CALL hand_over(", self.places["process list"])
        for words in (b"535 5.7.8 Error", b"Connection refused", b"delivery key", b"The new delivery key holds"):
            self.assertIn(words, self.places["answers"])
        self.assertIn(b"CREATE TABLE `mail_outbox`", self.places["dump"])
        logins = [line for line in self.relay.heard if line.startswith("AUTH PLAIN")]
        self.assertEqual(logins[0].split()[2].encode(), list(forms(PASSWORD, USER))[-1])

    def test_stolen_key(self):
        """It is the right one, and sends nothing: the server says that another account calls."""
        self.assertEqual(len(self.thefts), len(FORMATS))
        for stolen, checked, answers in self.thefts:
            self.assertTrue(stolen)
            self.assertEqual(checked, "ok")
            for answer in answers:
                self.assertIn("ERROR 1123", answer)
                self.assertIn("caller: only routines of ticketstock@localhost may send or preview", answer)
        self.assertNotIn("victim@example.com", "".join(self.relay.heard))

    def test_mailer(self):
        """Nothing of the server's: no environment, no descriptor but its own and its journal, no core file."""
        if not hasattr(self, "environment"):
            self.skipTest("only root may look at the mailer")
        self.assertEqual(self.environment, b"")
        self.assertRegex(self.limits, r"(?m)^Max core file size +0 +0 ")
        kinds = [re.sub(r"\[.*", "", name) for _, name in sorted(self.descriptors.items())]
        self.assertEqual(kinds[:3], ["socket:", "socket:", "/dev/null"])
        self.assertRegex(kinds[3], r"/ticketstock\.ticketstock-[0-9]+\.[0-9a-f]{16}$")
        self.assertEqual(set(kinds[4:]), {"socket:"}, self.descriptors)
        self.assertEqual(len(kinds), 5)


def main():
    """Runs all; the exit status says whether the tests passed."""
    global FOLDER, BUILD
    if len(sys.argv) != 3:
        sys.exit("usage: test_secrets.py FOLDER BUILD")
    FOLDER, BUILD = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""Random dialogues with a relay that spoils its replies drive the whole engine.

SPDX-License-Identifier: GPL-3.0-or-later

    test_random.py FOLDER BUILD [COUNT [SEED]]      (the first two of with_server.sh)

COUNT (1,000) dialogues are spoiled, the same ones for the same SEED; afterwards the relay is a good
one until the queue is empty. Then the relay's ledger and the queue are compared mail by mail.
"""

import collections
import os
import pathlib
import sys
import tempfile
import threading
import time
import unittest

sys.dont_write_bytecode = True  # leaves no folder among the sources

from certificates import make_certificates
from database import Database, set_password
from mutating_relay import MutatingRelay

LANES = 8
MODES = ("plain", "tls", "auth", "tls-auth")
PASSWORD = "random s3cret"
SECONDS_MAX = 600  # for all dialogues
PREPARE = """
SET GLOBAL event_scheduler = OFF;
UPDATE setting SET value = '3' WHERE name = 'batch_size';
UPDATE setting SET value = '1' WHERE name IN ('retry_first_seconds', 'retry_longest_seconds');
CALL add_rule('Random', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Subject',
  '<p>Text</p>');
CREATE TABLE session_failure (reason VARCHAR(600));
CREATE TRIGGER first_failure AFTER INSERT ON relay_state FOR EACH ROW
  INSERT INTO session_failure VALUES (NEW.last_error);
CREATE TRIGGER next_failure AFTER UPDATE ON relay_state FOR EACH ROW
  INSERT INTO session_failure SELECT NEW.last_error FROM DUAL
    WHERE NEW.failures > 0 AND NEW.last_error_at > OLD.last_error_at
"""
ADD_RELAY = """
INSERT INTO relay (name, host, port, tls, ca_file, username)
  VALUES ('random-{mode}', 'localhost', {port}, '{tls}', '{folder}/good/ca.pem', {user})
"""
# Before each turn any relay may come first, and none is left alone for its failures.
SHUFFLE = """
UPDATE relay_state SET retry_at = NULL, failures = 0 WHERE retry_at IS NOT NULL;
UPDATE relay_refusal SET retry_at = NULL;
UPDATE relay SET priority = FLOOR(RAND() * 1000)
"""
# A movement with its mails; each has an address of its own, by which the relay knows it.
BOOK = """
BEGIN;
INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement,
    fk_user_author, label) VALUES (NOW(), 1, 2, 1, 0, 1, 'Return');
UPDATE mail_outbox SET address = CONCAT('m', id, '@example.com')
  WHERE ticket_id = (SELECT ticket_id FROM opened_ticket WHERE movement_id = LAST_INSERT_ID());
COMMIT
"""
DUE = "SELECT COUNT(*) FROM mail_outbox WHERE state = 'pending' AND due_at <= SYSDATE(3)"
OPEN = "SELECT COUNT(*) FROM mail_outbox WHERE state NOT IN ('sent', 'failed')"

FOLDER = BUILD = COUNT = SEED = None  # set by main()


def descriptors(pid):
    """What a process holds open besides files: sockets, pipes and the like."""
    kinds = collections.Counter()
    for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            kinds[os.readlink(link).split("[")[0]] += 1
        except OSError:
            pass
    return {kind: number for kind, number in kinds.items() if not kind.startswith("/")}


def children(pid):
    """Processes of a parent, zombies too."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            name, fields = process.read_text().rsplit(")", 1)
        except OSError:
            continue
        if fields.split()[1] == str(pid):
            found.append(name + ")" + fields[:3])
    return found


class RandomDialogues(unittest.TestCase):
    """All dialogues are held before the first test looks at what became of the mails."""

    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory(prefix="ticketstock.")
        cls.addClassCleanup(cls.place.cleanup)
        for name in ("good", "other"):
            (pathlib.Path(cls.place.name) / name).mkdir()
            make_certificates(pathlib.Path(cls.place.name) / name)
        cls.relay = MutatingRelay(SEED, COUNT, MODES, pathlib.Path(cls.place.name))
        cls.databases = [Database(FOLDER) for _ in range(LANES)]
        cls.db = cls.databases[0]
        for database in cls.databases:
            cls.addClassCleanup(database.close)
            database.ask("SELECT 'connected'")
        cls.prepare()
        cls.pid = int(pathlib.Path(f"{FOLDER}/mariadbd.pid").read_text())
        cls.log = pathlib.Path(f"{FOLDER}/mariadbd.log").read_text()
        cls.before = descriptors(cls.pid)
        cls.faults = []
        began = time.monotonic()
        lanes = enumerate(cls.databases, 1)
        threads = [threading.Thread(target=cls.deliver, args=lane) for lane in lanes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        cls.seconds = time.monotonic() - began
        columns = "id, address, state, attempts, smtp_code, smtp_text, message_id"
        cls.mails = cls.db.ask(f"SELECT {columns} FROM mail_outbox")
        cls.ledger = cls.relay.entries()
        cls.summarize()

    @classmethod
    def prepare(cls):
        """The rule, and a relay for each mode."""
        cls.db.ask(PREPARE)
        for mode, port in cls.relay.ports.items():
            set_password(BUILD, f"random-{mode}", PASSWORD)
            cls.addClassCleanup(set_password, BUILD, f"random-{mode}", None)
            tls = "starttls" if "tls" in mode else "none"
            user = "'joe'" if "auth" in mode else "NULL"
            values = {"mode": mode, "port": port, "tls": tls, "user": user}
            cls.db.ask(ADD_RELAY.format(folder=cls.place.name, **values))

    @classmethod
    def deliver(cls, lane, database):
        """One lane: new mails while dialogues are spoiled, then until none is left."""
        end = time.monotonic() + SECONDS_MAX
        try:
            while len(cls.relay.dialogues) < COUNT or int(database.value(OPEN)) > 0:
                if time.monotonic() > end:
                    raise AssertionError(f"not within {SECONDS_MAX} s: {database.ask(OPEN)}")
                if len(cls.relay.dialogues) < COUNT and int(database.value(DUE)) < 3 * LANES:
                    database.ask(BOOK)
                database.ask(SHUFFLE)
                database.ask(f"CALL deliver_mail({lane})")
        except Exception as fault:
            cls.faults.append(fault)

    @classmethod
    def summarize(cls):
        """What a reader of the log wants to know."""
        spoiled = [dialogue for dialogue in cls.relay.dialogues if dialogue.plan]
        kinds = collections.Counter(kind for dialogue in spoiled for kind in dialogue.plan.kinds)
        states = collections.Counter(mail[2] for mail in cls.mails)
        reasons = [row[0] for row in cls.db.ask("SELECT reason FROM session_failure")]
        crashes = collections.Counter(reason for reason in reasons if "killed by signal" in reason)
        listed = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
        print(f"seed {SEED}: {len(spoiled)} spoiled dialogues of {len(cls.relay.dialogues)} in"
              f" {cls.seconds:.0f} s: {listed}", flush=True)
        print(f"{len(cls.mails)} mails: {dict(states)}, {sum(int(m[3]) for m in cls.mails)} attempts,"
              f" {len(reasons)} sessions failed, mailers killed: {dict(crashes) or 'none'}", flush=True)

    def test_engine(self):
        """No lane saw an error, and neither did this program."""
        self.assertEqual(self.faults, [])
        self.assertEqual(self.relay.faults, [])
        self.assertEqual(self.db.ask("SELECT * FROM lane_state WHERE last_error IS NOT NULL"), [])
        self.assertGreaterEqual(len(self.relay.dialogues), COUNT)

    def test_server_never_notices(self):
        """The same process, nothing new in its log, no child, no zombie, no descriptor left."""
        self.assertGreaterEqual(int(self.db.ask("SHOW STATUS LIKE 'Uptime'")[0][1]), int(self.seconds))
        self.assertEqual(pathlib.Path(f"{FOLDER}/mariadbd.log").read_text(), self.log)
        self.assertEqual(children(self.pid), [])
        self.assertEqual(descriptors(self.pid), self.before)

    def test_sent_mails_were_accepted(self):
        """The relay had the lone dot and then said a whole 2xx reply."""
        accepted = {entry.message_id for _, entry in self.ledger if entry.accepts()}
        sent = [mail for mail in self.mails if mail[2] == "sent"]
        self.assertEqual([mail for mail in sent if mail[6] not in accepted], [])
        self.assertGreater(len(sent), 0)

    def test_failed_mails_were_refused(self):
        """The relay said the code that the queue holds, for this mail."""
        for mail in self.mails:
            if mail[2] == "failed":
                self.assertRegex(mail[4], "^5..$", mail)
                self.assertTrue(any(self.refused(mail, *entry) for entry in self.ledger), mail)

    def refused(self, mail, dialogue, entry):
        """Whether this entry is the refusal of the mail; at MAIL its words tell whose it was."""
        could_be = "#" not in mail[5] or f"#{dialogue.number}." in mail[5]
        is_its = entry.address == mail[1] or (entry.step == "MAIL" and could_be)
        return is_its and entry.refuses(mail[4])

    def test_no_mail_is_lost(self):
        """Every mail was sent or refused in the end, and every movement has its three."""
        self.assertEqual([mail for mail in self.mails if mail[2] not in ("sent", "failed")], [])
        movements = self.db.value("SELECT COUNT(*) FROM dolibarr.llx_stock_mouvement")
        self.assertEqual(len(self.mails), 3 * int(movements))


def main():
    """Runs all; the exit status says whether the tests passed."""
    global FOLDER, BUILD, COUNT, SEED
    if not 3 <= len(sys.argv) <= 5:
        sys.exit("usage: test_random.py FOLDER BUILD [COUNT [SEED]]")
    FOLDER, BUILD = sys.argv[1:3]
    COUNT, SEED = (int(given) for given in sys.argv[3:] + ["1000", "1"][len(sys.argv) - 3 :])
    unittest.main(argv=sys.argv[:1])


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""A real mail server receives real mails: Postfix, with STARTTLS and a login required.

SPDX-License-Identifier: GPL-3.0-or-later

    test_postfix.py FOLDER BUILD      (of with_server.sh)

Movements are booked, the server's own event delivers, and the mails are read from the mailboxes.
"""

import os
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True  # leaves no folder among the sources

import postfix
from database import PATIENCE, Database, set_password

RELAY = "postfix-test"
SECONDS_MAX = 300  # for a mail to arrive, on the slowest machine
OUTBOX = "SELECT id, address, state, attempts, smtp_code, smtp_text FROM mail_outbox"
STATE = "SELECT failures, last_error FROM relay_state"

# Five people in a group; the mail server knows all but Dave.
PEOPLE = ("alice", "bob", "carol", "dave", "erin")
KNOWN = ("alice", "bob", "carol", "erin", "tickets")
PREPARE = f"""
UPDATE dolibarr.llx_user SET email = CONCAT(login, '@example.com'), statut = 1
  WHERE login IN {PEOPLE};
INSERT INTO dolibarr.llx_usergroup (rowid, nom, entity, datec) VALUES (9, 'Everyone', 1, NOW());
INSERT INTO dolibarr.llx_usergroup_user (entity, fk_user, fk_usergroup)
  SELECT 1, rowid, 9 FROM dolibarr.llx_user WHERE login IN {PEOPLE};
CALL add_rule('Team', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER',
  'Retour: __QTY__ × __PRODUCT_LABEL__', '<p>Please test <b>__PRODUCT_LABEL__</b>.</p>');
CALL add_rule('All', 'WORKSHOP', 'alice', 'Everyone', 'ISSUE', 'HIGH', 'OTHER', 'All', '<p>All</p>');
INSERT INTO relay (name, host, port, tls, ca_file, username)
  VALUES ('{RELAY}', 'localhost', {{port}}, 'starttls', '{{folder}}/tls/ca.pem', '{postfix.USER}')
"""
SAV, WORKSHOP = 2, 3
TAKEN = "2.0.0 Ok: queued as %"
AUTH_REFUSED = "last_error LIKE '535 5.7.8 %'"
NOT_LISTENING = "last_error LIKE '%Connection refused'"
BOOK = """
INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement,
    fk_user_author, label) VALUES (NOW(), 1, {warehouse}, 2, 0, 1, 'Return');
SELECT ticket_id FROM opened_ticket WHERE movement_id = LAST_INSERT_ID()
"""

FOLDER = BUILD = None  # set by main()


class RealMailServer(unittest.TestCase):
    """Each test books movements of its own and looks at their tickets only."""

    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory(prefix="ticketstock.")
        cls.addClassCleanup(cls.place.cleanup)
        os.chmod(cls.place.name, 0o755)
        cls.postfix = postfix.Postfix(cls.place.name, KNOWN)
        cls.addClassCleanup(set_password, BUILD, RELAY, None)
        cls.db = Database(FOLDER)
        cls.addClassCleanup(cls.db.close)
        cls.db.ask(PREPARE.format(port=cls.postfix.port, folder=cls.place.name))

    def setUp(self):
        set_password(BUILD, RELAY, postfix.PASSWORD)
        self.db.ask("DELETE FROM relay_state")
        self.postfix.start()
        self.addCleanup(self.postfix.stop)

    def book(self, warehouse):
        """A watched movement; its ticket."""
        return self.db.value(BOOK.format(warehouse=warehouse))

    def wait_for(self, condition):
        """Until the condition on the tables holds."""
        explain = f"{OUTBOX}; {STATE}"
        try:
            self.db.wait_for(condition, SECONDS_MAX, explain)
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.postfix.log()[-3000:]}") from None

    def wait_for_end(self, tickets):
        """Until none of the tickets' mails is on its way."""
        self.wait_for(
            f"NOT EXISTS (SELECT * FROM mail_outbox WHERE ticket_id IN ({','.join(tickets)})"
            " AND state IN ('pending', 'sending'))"
        )

    def outbox(self, ticket, columns):
        """The ticket's mails in the queue."""
        return self.db.ask(
            f"SELECT {columns} FROM mail_outbox WHERE ticket_id = {ticket} ORDER BY address"
        )

    def arrived(self, *tickets):
        """What lies in the mailboxes of these tickets' mails: recipient, mail."""
        end = time.monotonic() + SECONDS_MAX
        while not self.postfix.is_idle():
            self.assertLess(time.monotonic(), end, self.postfix.log()[-3000:])
            time.sleep(PATIENCE)
        ids = {f"<{row[0]}>" for t in tickets for row in self.outbox(t, "message_id")}
        return [(box, mail) for box, mail in self.postfix.mails() if mail["Message-ID"] in ids]

    def check_mail(self, mailbox, mail, ref):
        """One mail as its recipient reads it."""
        self.assertEqual([a.addr_spec for a in mail["To"].addresses], [f"{mailbox}@example.com"])
        self.assertEqual([a.addr_spec for a in mail["From"].addresses], ["tickets@example.com"])
        self.assertEqual(mail["Delivered-To"], f"{mailbox}@example.com")
        self.assertEqual(mail["Subject"], f"[{ref}] Retour: 2 × Water pump 100 W")
        self.assertEqual(mail.get_content_type(), "multipart/alternative")
        for kind in ("plain", "html"):
            text = mail.get_body((kind,)).get_content()
            self.assertIn(ref, text)
            self.assertIn("Water pump 100 W", text)
        self.assertEqual([d for part in mail.walk() for d in part.defects], [])
        received = mail.get_all("Received")
        self.assertEqual(len(received), 1)
        self.assertRegex(received[0], r"using TLSv1\.[23] ")
        self.assertIn(f"(Authenticated sender: {postfix.USER}@{postfix.REALM})", received[0])
        self.assertIn("with ESMTPSA", received[0])

    def test_mails_arrive(self):
        ticket = self.book(SAV)
        self.wait_for_end([ticket])
        self.assertEqual(
            self.outbox(ticket, f"address, state, attempts, smtp_code, smtp_text LIKE '{TAKEN}'"),
            [[f"{name}@example.com", "sent", "1", "250", "1"] for name in ("alice", "bob", "carol")],
        )
        ref = self.db.value(f"SELECT ref FROM dolibarr.llx_ticket WHERE rowid = {ticket}")
        mails = self.arrived(ticket)
        self.assertEqual(sorted(mailbox for mailbox, _ in mails), ["alice", "bob", "carol"])
        for mailbox, mail in mails:
            self.check_mail(mailbox, mail, ref)

    def test_wrong_password(self):
        """The relay is blamed and no mail is charged; the right password needs nothing else."""
        set_password(BUILD, RELAY, "wrong")
        ticket = self.book(SAV)
        self.wait_for(f"EXISTS (SELECT * FROM relay_state WHERE failures > 1 AND {AUTH_REFUSED})")
        self.assertEqual(
            self.outbox(ticket, "attempts, smtp_code, state IN ('pending', 'sending')"),
            [["0", "NULL", "1"]] * 3,
        )
        self.assertEqual(self.arrived(ticket), [])
        set_password(BUILD, RELAY, postfix.PASSWORD)
        self.wait_for_end([ticket])
        self.assertEqual(self.outbox(ticket, "state, attempts"), [["sent", "1"]] * 3)
        self.assertEqual(len(self.arrived(ticket)), 3)

    def test_unwanted_name(self):
        """Our name is refused at RCPT: the relay is blamed, nothing is charged; another name needs nothing else."""
        name = "UPDATE setting SET value = '{}' WHERE name = 'mail_ehlo_name'"
        self.addCleanup(self.db.ask, name.format(""))
        self.addCleanup(self.db.ask, "DELETE FROM relay_refusal")
        self.db.ask(name.format(postfix.UNWANTED))
        ticket = self.book(SAV)
        words = f"554 5.7.1 <{postfix.UNWANTED}>: Helo command rejected: Access denied"
        self.wait_for(f"EXISTS (SELECT * FROM relay_refusal WHERE last_error = '{words}')")
        self.wait_for(f"NOT EXISTS (SELECT * FROM mail_outbox WHERE ticket_id = {ticket} AND objections = 0)")
        self.assertEqual(self.outbox(ticket, "state, attempts"), [["pending", "0"]] * 3)
        self.db.ask(name.format(""))  # the machine's own, of which Postfix only demands a dot or an address
        self.db.ask("UPDATE relay_refusal SET retry_at = NULL; UPDATE mail_outbox SET due_at = NOW() WHERE state = 'pending'")
        self.wait_for_end([ticket])
        self.assertEqual(self.outbox(ticket, "state, attempts"), [["sent", "1"]] * 3)
        self.assertEqual(self.db.value("SELECT COUNT(*) FROM relay_refusal"), "0")

    def test_one_of_five_is_unknown(self):
        """It fails in Postfix's own words, the others get theirs."""
        ticket = self.book(WORKSHOP)
        self.wait_for_end([ticket])
        rows = self.outbox(ticket, "address, state, smtp_code, smtp_text")
        self.assertEqual([row[0] for row in rows], [f"{person}@example.com" for person in PEOPLE])
        words = "Recipient address rejected: User unknown in virtual mailbox table"
        self.assertEqual(rows[3][1:], ["failed", "550", f"5.1.1 <dave@example.com>: {words}"])
        self.assertEqual([row[1] for row in rows[:3] + rows[4:]], ["sent"] * 4)
        mailboxes = sorted(mailbox for mailbox, _ in self.arrived(ticket))
        self.assertEqual(mailboxes, ["alice", "bob", "carol", "erin"])

    def test_outage(self):
        """Stopped while mails wait, then started: all arrive, none twice, none was charged."""
        self.postfix.stop()
        tickets = [self.book(SAV) for _ in range(20)]
        self.wait_for(f"EXISTS (SELECT * FROM relay_state WHERE {NOT_LISTENING})")
        for ticket in tickets:
            states = self.outbox(ticket, "state IN ('pending', 'sending'), attempts")
            self.assertEqual(states, [["1", "0"]] * 3)
        self.postfix.start()
        self.wait_for_end(tickets)
        mails = [mail["Message-ID"] for _, mail in self.arrived(*tickets)]
        self.assertEqual((len(mails), len(set(mails))), (60, 60))
        for ticket in tickets:
            self.assertEqual(self.outbox(ticket, "state, attempts"), [["sent", "1"]] * 3)


def main():
    """Runs all tests; the exit status says whether they passed."""
    global FOLDER, BUILD
    if len(sys.argv) != 3:
        sys.exit("usage: test_postfix.py FOLDER BUILD")
    FOLDER, BUILD = sys.argv[1:]
    unittest.main(argv=sys.argv[:1], verbosity=2)


if __name__ == "__main__":
    main()

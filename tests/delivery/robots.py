#!/usr/bin/python3
"""Robots that answer every mail at once, for some minutes, on a real server with its events and a real relay: by hand.

SPDX-License-Identifier: GPL-3.0-or-later

    sh tests/delivery/with_server.sh BUILD "$PWD/tests/delivery/robots.py" [MINUTES]

Four of them, and what the ERP's mail collector writes of their mails: a customer's answers in the ticket, a stranger's opens a
ticket with each mail, another desk's answers from another address each time, an agent's answers in the ticket, and agents'
answers by mail are passed on. Meanwhile a customer writes every half minute and an agent answers him. Fails if a
budget is passed, if one of them has more than one incident an hour, or if the customer's mails do not go on.
"""

import collections
import email
import email.policy
import pathlib
import subprocess
import sys
import time

sys.dont_write_bytecode = True  # leaves no folder among the sources

from database import Database

LATE = 60  # seconds after which a mail of the true customer counts as stopped
PREPARE = """
INSERT INTO relay (name, host, port) VALUES ('test', '127.0.0.1', {port});
UPDATE mail_duty SET sender = 'ours' WHERE event = 'agent_answered' AND source = 'collector';
UPDATE setting SET value = '0' WHERE name = 'import_size';
DELETE FROM dolibarr.llx_element_contact; DELETE FROM dolibarr.llx_ticket; DELETE FROM dolibarr.llx_actioncomm;
UPDATE dolibarr.llx_user SET email = REPLACE(email, 'example.com', 'example.test');
INSERT INTO dolibarr.llx_societe (rowid, nom, entity, email) VALUES (90, 'Robots', 1, '');
CALL add_type_agent('ISSUE', 'alice', 'manage');
CALL add_type_agent('ISSUE', 'bob', 'manage');
CALL add_desk_account('root', 'app', NULL);
CALL set_type_policy('ISSUE', '{{"tell_answers": "agents", "tell_customer": ["collector", "sql"]}}')
"""
TICKET = """
INSERT INTO dolibarr.llx_ticket (entity, ref, track_id, fk_soc, origin_email, fk_user_create, email_msgid, subject, message, fk_statut,
    type_code, datec, notify_tiers_at_create)
  VALUES (1, 'R{number}', 'robot{number:011d}', {party}, '{address}', 1, 'm{number}@x.test', 'Question {number}', '<p>Text</p>', 0, 'ISSUE', NOW(), 0);
SELECT LAST_INSERT_ID()
"""
ANSWER = """
INSERT INTO dolibarr.llx_actioncomm (ref, entity, code, fk_action, fk_user_author, label, note, fk_element, elementtype, datec, datep, email_from,
    email_subject, email_msgid)
  SELECT '', 1, 'AC_EMAIL', 40, 1, 'Mail', 'Thank you for your message.', rowid, 'ticket', NOW(), NOW(), '{address}', 'Re: {subject}',
    'a{number}@x.test' FROM dolibarr.llx_ticket WHERE ref = '{ref}'
"""


class Robots:
    """Looks at the relay's mails, and answers each that is for a robot."""

    def __init__(self, folder):
        self.relay = pathlib.Path(folder) / "relay"
        self.database = Database(folder)
        self.seen, self.number = 0, 0
        self.got, self.sent = collections.Counter(), collections.Counter()

    def open_ticket(self, address, party):
        self.number += 1
        self.database.ask(TICKET.format(number=self.number, address=address, party=party))
        return f"R{self.number}"

    def answer(self, ref, address, subject):
        self.number += 1
        self.database.ask(ANSWER.format(number=self.number, address=address, ref=ref, subject=subject))

    def look(self):
        """Each new mail is answered; returns those for the true customer."""
        names = sorted(self.relay.glob("*.eml"))[self.seen:]
        self.seen += len(names)
        true = []
        for name in names:
            mail = email.message_from_bytes(name.read_bytes(), policy=email.policy.default)
            to = str(mail["To"]).split("<")[-1].rstrip(">").lower()
            subject = str(mail["Subject"])
            ref = subject.split("]")[0].lstrip("[")
            who = "other desk" if to.startswith("desk") else to
            self.got[who] += 1
            self.sent[who] += 1
            if to == "robot@x.test" or to == "alice@example.test" and ref == "R1":
                self.answer(ref, to, subject)
            elif to == "stranger@x.test":
                self.open_ticket(to, "NULL")
            elif who == "other desk":
                self.open_ticket(f"desk{self.number}@x.test", "NULL")
            else:
                self.sent[who] -= 1
                if to == "true@x.test":
                    true.append(mail)
        return true


def check(database, got):
    """The figures, and what is wrong with them."""
    limits = dict(database.ask("SELECT name, value FROM setting WHERE entity = 0 AND name LIKE 'mails_%_hour'"))
    wrong = []
    for what, query, limit in (
            ("about a ticket to an address", "SELECT COUNT(*) FROM mail_decision WHERE mail_id IS NOT NULL GROUP BY ticket_id, address",
             "mails_per_ticket_hour"),
            ("to a customer's address", "SELECT COUNT(*) FROM mail_decision WHERE mail_id IS NOT NULL AND user_id IS NULL GROUP BY address",
             "mails_per_address_hour"),
            ("to all strangers", "SELECT COUNT(*) FROM mail_decision WHERE mail_id IS NOT NULL AND stranger", "mails_to_strangers_hour")):
        most = max(int(row[0]) for row in database.ask(query))
        print(f"mails within the hour {what}: {most} at most, budget {limits[limit]}")
        if most > int(limits[limit]):
            wrong.append(f"budget passed: {what}")
    for row in database.ask("SELECT LEFT(why, 10), COUNT(*) FROM mail_decision WHERE sender = 'nobody' AND why LIKE 'cancelled%' GROUP BY 1"):
        print("decisions", *row)
    for row in database.ask("SELECT SUBSTRING_INDEX(SUBSTRING_INDEX(message, '(setting ', -1), ')', 1), COUNT(*) FROM incident GROUP BY 1"):
        print("incidents", *row)
        if int(row[1]) > 1:
            wrong.append(f"more than one incident: {row[0]}")
    states = database.ask("SELECT state, COUNT(*) FROM mail_outbox GROUP BY state")
    print("outbox", states, "mails by recipient", dict(got))
    return wrong


def main(folder, _build, minutes="10"):
    """Lets robots loose for some minutes."""
    relay = subprocess.Popen(["/usr/bin/python3", str(pathlib.Path(__file__).parents[1] / "relay/relay.py"), "0", f"{folder}/relay"])
    try:
        port = pathlib.Path(folder) / "relay/port"
        while not port.exists() or not port.read_text().strip():
            time.sleep(0.1)
        robots, desk = Robots(folder), Database(folder)
        desk.ask(PREPARE.format(port=port.read_text().strip()))
        robots.open_ticket("robot@x.test", 90)
        robots.open_ticket("stranger@x.test", "NULL")
        robots.open_ticket("desk0@x.test", "NULL")
        end, next_word, waits, slowest, came = time.monotonic() + float(minutes) * 60, 0, None, 0, 0
        while time.monotonic() < end or waits:
            true = robots.look()
            if waits and any(f"[{waits[0]}]" in str(mail["Subject"]) and "Answer" in mail.get_body(("plain",)).get_content() for mail in true):
                slowest, came, waits = max(slowest, time.monotonic() - waits[1]), came + 1, None
            if waits and time.monotonic() - waits[1] > LATE:
                sys.exit(f"The true customer has no answer about {waits[0]} for {LATE} s.")
            if not waits and next_word <= time.monotonic() < end:
                waits = (robots.open_ticket("true@x.test", 90), time.monotonic())
                desk.ask(f"SELECT rowid INTO @ticket FROM dolibarr.llx_ticket WHERE ref = '{waits[0]}';"
                         """CALL reply_ticket(@ticket, '<p>Answer</p>', '{"as": "bob"}')""")
                next_word = time.monotonic() + 30
            time.sleep(0.05)
        print(f"{minutes} minutes; robots answered {dict(robots.sent)}; the true customer was answered {came} times, within {slowest:.1f} s")
        wrong = check(desk, robots.got)
        left = desk.value("SELECT COUNT(*) FROM ticket_change")
        print("changes that wait at the end:", left)
        if wrong:
            sys.exit("; ".join(wrong))
    finally:
        relay.terminate()
        relay.wait()


main(*sys.argv[1:])

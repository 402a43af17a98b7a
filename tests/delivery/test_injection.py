#!/usr/bin/python3
"""Hostile values in every column that goes into a ticket or a mail, followed to what arrives at a relay.

SPDX-License-Identifier: GPL-3.0-or-later

    test_injection.py FOLDER BUILD [COLUMN]      (the first two of with_server.sh)

For each column and value: goods are booked, a ticket is opened or an incident says why not, and each mail
either arrives with the headers and the HTML elements of a harmless one, or says why it did not.
"""

import collections
import email
import email.policy
import html
import html.parser
import pathlib
import re
import sys
import unittest

sys.dont_write_bytecode = True  # leaves no folder among the sources
sys.path.append(str(pathlib.Path(__file__).parents[1] / "corpus"))

from database import Database
from hostile import COLUMNS, EVIL
from sink import Sink

COMBINATIONS_MIN = 1000
HEADERS = ["Date", "From", "To", "Subject", "Message-ID", "References", "Auto-Submitted",
           "X-Auto-Response-Suppress", "Feedback-ID", "MIME-Version", "Content-Type"]
ONE_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
LINK = "https://erp.example.com/ticket/card.php?track_id="
PREPARE = """
SET GLOBAL event_scheduler = OFF;
UPDATE setting SET value = 'https://erp.example.com/' WHERE name = 'erp_url';
DELETE FROM code_label WHERE dictionary IN ('type', 'severity', 'category');
DELETE FROM dolibarr.llx_usergroup_user WHERE fk_user = 4;
UPDATE dolibarr.llx_const SET value = 'mod_ticket_universal' WHERE name = 'TICKET_ADDON';
REPLACE INTO dolibarr.llx_const (name, entity, value) VALUES ('TICKET_UNIVERSAL_MASK', 1, 'TS{{0000}}');
SELECT MAX(rowid) INTO @type FROM dolibarr.llx_c_ticket_type WHERE code = 'ISSUE';
SELECT MAX(rowid) INTO @severity FROM dolibarr.llx_c_ticket_severity WHERE code = 'HIGH';
SELECT MAX(rowid) INTO @category FROM dolibarr.llx_c_ticket_category WHERE code = 'OTHER';
CALL add_rule('One', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', '{texts}', '<p>{texts}</p>');
CALL add_rule('Many', 'WORKSHOP', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', '{texts}', '<p>{texts}</p>');
UPDATE rule SET grouped_by = 'operation' WHERE id = 2;
INSERT INTO relay (name, host, port) VALUES ('sink', '127.0.0.1', {port});
SET @batch = 'LOT1', @label = 'Return', @inventorycode = 'INV1', @origintype = 'reception'
"""
TEXTS = ("__PRODUCT_LABEL__ __PRODUCT_REF__ __PRODUCT_BARCODE__ __BATCH__ __WAREHOUSE_REF__ __WAREHOUSE_LABEL__"
         " __MOVEMENT_LABEL__ __INVENTORY_CODE__ __ORIGIN__ __THIRDPARTY_NAME__")
PEOPLE = " __USER_FULLNAME__ __USER_LOGIN__"
BOOK = """
CALL prepare_rules();
INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, batch, fk_entrepot, value, type_mouvement,
    fk_user_author, label, inventorycode, fk_origin, origintype)
  VALUES (NOW(), 1, @batch, {warehouse}, 1, 0, 2, @label, @inventorycode, 1, @origintype);
SELECT COUNT(*), MAX(rowid) FROM dolibarr.llx_stock_mouvement WHERE rowid = LAST_INSERT_ID();
SET @movement = LAST_INSERT_ID();
CALL deliver_mail(1)
"""
FOUND = """
SELECT 'ticket', HEX(t.subject), HEX(t.message) FROM opened_ticket AS o JOIN dolibarr.llx_ticket AS t
  ON t.rowid = o.ticket_id WHERE o.movement_id = @movement;
SELECT 'incident', HEX(message) FROM incident;
SELECT 'mail', state, HEX(address), HEX(smtp_text) FROM mail_outbox;
SELECT 'held', problem FROM erp_mail_setting WHERE entity = 1 AND problem IS NOT NULL;
SELECT 'relay', last_error FROM relay_state WHERE failures > 0;
SELECT 'lane', last_error FROM lane_state WHERE last_error IS NOT NULL
"""
CLEAN = """
DELETE FROM mail_outbox; DELETE FROM incident; DELETE FROM opened_ticket; DELETE FROM grouped_movement;
DELETE FROM relay_state; DELETE FROM lane_state; DELETE FROM dolibarr.llx_ticket WHERE rowid > 2;
DELETE FROM dolibarr.llx_element_contact WHERE element_id > 2;
DELETE FROM dolibarr.llx_actioncomm WHERE fk_element > 2
"""

FOLDER = ONLY = None  # set by main()


class Skeleton(html.parser.HTMLParser):
    """The elements of a page with the names of their attributes, and its links; no text."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.links = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag):
        self.elements.append(("/" + tag,))

    def handle_comment(self, data):
        self.elements.append(("!",))


def may_go_to(address, column, value):
    """Whether a column with this value names this recipient."""
    if column.address == "list":
        named = (re.fullmatch(r"[^<>\x00-\x1f]*<(.*)> *", item) for item in re.split("[,;]", value))
        return address in re.split("[,;\\s]+", value) or address in [match[1] for match in named if match]
    return value == address or (column.address == "in brackets" and f"<{address}>" in value)


class Injection(unittest.TestCase):
    """All combinations; the table tells of each column what became of it."""

    @classmethod
    def setUpClass(cls):
        cls.db = Database(FOLDER)
        cls.addClassCleanup(cls.db.close)
        cls.sink = cls.enterClassContext(Sink())
        cls.db.ask(PREPARE.format(port=cls.sink.port, texts=TEXTS))
        cls.db.ask(f"UPDATE rule SET message = CONCAT(message, '<p>{PEOPLE}</p>')")
        cls.harmless = {}
        for warehouse in (2, 3):
            ticket, arrivals = cls.book(warehouse)[1:3]
            cls.harmless[warehouse] = Skeleton(ticket[1]).elements, cls.read(arrivals[-1])[1].elements
        cls.table = [(column, collections.Counter()) for column in COLUMNS if (ONLY or column.name) == column.name]

    @classmethod
    def book(cls, warehouse):
        """Books goods and delivers; whether they were booked, ticket, arrivals, and what else is said."""
        cls.sink.arrivals.clear()
        booked = cls.db.ask(BOOK.format(warehouse=warehouse))[0][0] == "1"
        found = collections.defaultdict(list)
        for kind, *values in cls.db.ask(FOUND):
            found[kind].append(values)
        cls.db.ask(CLEAN)
        ticket = found["ticket"] and [bytes.fromhex(value).decode("utf-8", "surrogatepass") for value in found["ticket"][0]]
        return booked, ticket, list(cls.sink.arrivals), found

    @staticmethod
    def read(arrival):
        """A mail that arrived, and the skeleton of its HTML."""
        octets = b"".join(line[1:] if line.startswith(b".") else line for line in arrival.lines)
        message = email.message_from_bytes(octets, policy=email.policy.default)
        return message, Skeleton(message.get_body(("html",)).get_content())

    def check_mail(self, column, value, arrival, line):
        """The headers of a harmless mail, one address in each, its elements and its links."""
        message, page = self.read(arrival)
        names = [name for name in message.keys() if (name, column.name) != ("Reply-To", "setting mail_reply_to")]
        line["headers injected"] += len(names) - len(HEADERS)
        self.assertEqual(names, HEADERS)
        for name in ("From", "To"):
            self.assertEqual(len(message[name].addresses), 1, name)
        self.assertEqual([defect for part in message.walk() for _, header in part.items()
                          for defect in header.defects if "Message-ID" not in str(type(header))
                          and header.name not in ("Message-ID", "References")], [])
        self.assertEqual([part.get_content_type() for part in message.iter_parts()], ["text/plain", "text/html"])
        recipients = [text.strip("<>") for text in arrival.recipients]
        self.assertEqual(len(recipients), 1)
        self.assertRegex(recipients[0], f"^{ONE_ADDRESS.pattern}$")
        if EVIL in recipients[0]:
            self.assertTrue(may_go_to(recipients[0], column, value), recipients)
        if not column.is_html:
            elements = self.harmless[column.warehouse][1]
            line["unescaped"] += page.elements != elements
            self.assertEqual(page.elements, elements)
            self.assertEqual([link for link in page.links if not link.startswith(LINK)], [])

    def check(self, column, value, line):
        """Follows a value from its column to the relay."""
        booked, ticket, arrivals, found = self.book(column.warehouse)
        line["booked"] += booked
        self.assertTrue(booked, "goods must be booked")
        line["tickets"] += bool(ticket)
        line["incidents"] += bool(found["incident"])
        self.assertTrue(ticket or found["incident"], "neither a ticket nor an incident")
        if ticket:
            self.assertNotRegex(ticket[0], "[\0-\x1f\x7f]", "control characters in a subject")
            if not column.is_html:
                self.assertEqual(Skeleton(ticket[1]).elements, self.harmless[column.warehouse][0])
            self.assertNotEqual(found["mail"], [])
        states = collections.Counter(state for state, *_ in found["mail"])
        self.assertEqual(states["sent"], len(arrivals))
        for state, address, words in found["mail"]:
            if state == "sent" or (state, words) == ("pending", "NULL"):
                continue
            self.assertRegex(bytes.fromhex(words).decode("utf-8", "replace"), r"[a-z]{3}.* ", f"{state} without a word")
        if states["pending"]:
            switches = column.name == "MAIN_MAIL_FORCE_SENDTO"  # health_check tells
            self.assertTrue(switches or found["held"] or found["relay"] or found["lane"], "waits, and nobody says why")
        for arrival in arrivals:
            self.check_mail(column, value, arrival, line)
        if column.is_shown and arrivals and isinstance(value, str):
            pages = "".join(str(self.read(arrival)[0].get_body(("html",)).get_content()) for arrival in arrivals)
            for words in ("__PRODUCT_REF__", "&lt;script&gt;"):
                if html.unescape(words) in value[: column.length]:
                    self.assertIn(words, pages, "the value is shown as it is")
        line["sent"] += states["sent"]
        line["refused mails"] += states["failed"] + states["cancelled"]
        line["waiting"] += states["pending"]

    def test_all(self):
        tables = self.db.value("SELECT COUNT(*) FROM information_schema.TABLES")
        tried = 0
        for column, line in self.table:
            self.db.ask(f"SET @old = {column.keep}")
            for name, value in column.values.items():
                octets = value if isinstance(value, bytes) else value[: column.length].encode("utf-8", "surrogatepass")
                convert = "_binary 0x{}" if isinstance(value, bytes) else "CONVERT(0x{} USING utf8mb4)"
                self.db.ask(f"SET @value = {convert.format(octets.hex())}")
                line["values"] += 1
                tried += 1
                try:
                    self.db.ask(column.write)
                except RuntimeError as refusal:  # by a sentence of ours, or a column that is too short
                    line["refused"] += 1
                    self.assertRegex(str(refusal), r"\(45000\).*[a-z]{3}|Data too long|Incorrect string|UTF-8 error")
                    self.db.ask(column.restore)
                    continue
                with self.subTest(column.name, value=name, warehouse=column.warehouse):
                    self.check(column, value, line)
                self.db.ask(column.restore)
        self.assertGreater(tried, 0 if ONLY else COMBINATIONS_MIN)
        self.assertEqual(self.db.value("SELECT COUNT(*) FROM information_schema.TABLES"), tables)
        ticket, arrivals = self.book(2)[1:3]
        self.assertEqual(len(arrivals), 2, "everything was put back")


def main():
    """Runs all; the exit status says whether all passed."""
    global FOLDER, ONLY
    if not 3 <= len(sys.argv) <= 4:
        sys.exit("usage: test_injection.py FOLDER BUILD [COLUMN]")
    FOLDER, ONLY = sys.argv[1], "".join(sys.argv[3:])
    passed = unittest.main(argv=sys.argv[:1], exit=False).result.wasSuccessful()
    counts = ("values", "refused", "booked", "tickets", "incidents", "sent", "refused mails", "waiting",
              "headers injected", "unescaped")
    table = [(column.name + (", operation" if column.warehouse == 3 else ""), line) for column, line in Injection.table]
    width = max(len(name) for name, _ in table)
    for name, line in [("column", {count: count for count in counts}), *table]:
        print(f"{name:{width}} | " + " | ".join(f"{line[count]:>{len(count)}}" for count in counts))
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()

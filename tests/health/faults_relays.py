"""Faults of relays, by a real mailer and a relay that misbehaves.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from fault import Fault
from scripted_relay import Script, hang_up, stay_silent

TEST = "CALL test_mail('you@example.com')"
OUTSIDE = "the relay is not ours to mend"
HOST = "UPDATE relay SET host = '{}', port = {}; {}"


def says(**script):
    """The relay says this, and a mail is tried."""
    def prepare(installation):
        installation.relay.script = Script(**script)
        installation.ask(TEST, "ticketstock")
    return prepare


def good(installation):
    """The relay is a good one again, and the table's row as it was."""
    installation.relay.script = Script()
    installation.ask(f"""UPDATE relay SET host = '127.0.0.1', port = {installation.relay.port}, tls = 'none', ca_file = NULL, username = NULL,
        enabled = 1""", "ticketstock")


def elsewhere(host, port):
    """A mail goes to another address."""
    return f"UPDATE relay SET host = '{host}', port = {port}; {TEST}"


def by_tls(certificate, host="localhost", authority=True):
    """The relay has this certificate."""
    def prepare(installation):
        folder = installation.folder / "certificates"
        installation.relay.script = Script(certificate=certificate)
        ca_file = f"'{folder}/authority.pem'" if authority else "NULL"
        installation.ask(f"UPDATE relay SET host = '{host}', tls = 'starttls', ca_file = {ca_file}; {TEST}", "ticketstock")
    return prepare


def login(refused):
    """The relay asks for a login."""
    def prepare(installation):
        installation.relay.script = Script(features=("AUTH PLAIN LOGIN",), replies={"AUTH": "535 5.7.8 Authentication failed"} if refused else {})
        installation.ask(f"DELETE FROM relay; INSERT INTO relay (name, host, port, tls, username) "
                         f"VALUES ('{'login' if refused else 'test'}', '127.0.0.1', {installation.relay.port}, 'none', 'joe'); {TEST}", "ticketstock")
    return prepare


def one_relay(installation):
    """Only the good relay."""
    installation.relay.script = Script()
    installation.ask(f"DELETE FROM relay; INSERT INTO relay (name, host, port) VALUES ('test', '127.0.0.1', {installation.relay.port}); "
                     "DELETE FROM dolibarr.llx_const WHERE name LIKE 'MAIN_MAIL_SMTP%' OR name LIKE 'MAIN_MAIL_SEND%'", "ticketstock")


def refuses_sender(reply):
    """Every MAIL is answered so, and goods enter."""
    def prepare(installation):
        installation.relay.script = Script(replies={"MAIL": reply})
        installation.book()
    return prepare


def says_to_movement(**replies):
    """Steps are answered so, and goods enter."""
    def prepare(installation):
        installation.relay.script = Script(replies=replies)
        installation.book()
    return prepare


FAULTS = [
    Fault("relay refuses connection", elsewhere("127.0.0.1", 1), "relay", "error", "(?i)connection refused|failed", OUTSIDE, good, "24"),
    Fault("relay hangs up at once", says(greeting=hang_up), "relay", "error", "failed", OUTSIDE, good),
    Fault("relay 554 at greeting", says(greeting="554 No SMTP service here"), "relay", "error", "554", OUTSIDE, good, "26"),
    Fault("relay 421 at greeting", says(greeting="421 Too busy"), "relay", "error", "421", OUTSIDE, good, "26"),
    Fault("DNS failure", elsewhere("relay.invalid", 25), "relay", "error", "(?i)relay.invalid|resolve|name", OUTSIDE, good, "27"),
    Fault("host unreachable", elsewhere("255.255.255.255", 25), "relay", "error", "(?i)failed", OUTSIDE, good, "28"),
    Fault("certificate expired", by_tls("expired"), "relay", "error", "(?i)expired", OUTSIDE, good, "29"),
    Fault("certificate of another host", by_tls("other"), "relay", "error", "(?i)localhost|host", OUTSIDE, good, "30"),
    Fault("unknown authority", by_tls("right", authority=False), "relay", "error", "(?i)author|issuer|signed", "which authority to trust only you know", good, "31"),
    Fault("no STARTTLS offered", lambda installation: installation.ask(f"UPDATE relay SET tls = 'starttls'; {TEST}", "ticketstock"), "relay", "error", "(?i)tls", OUTSIDE, good),
    Fault("ca_file missing", f"UPDATE relay SET host = 'localhost', tls = 'starttls', ca_file = '/nowhere/ca.pem'; {TEST}", "relay", "error", "/nowhere/ca.pem|ca_file",
          "which file is meant only you know", good, "32"),
    Fault("password line missing", login(False), "relay", "error", "no password", "the password is not here", one_relay, "33"),
    Fault("login refused", login(True), "relay", "error", "535", "the right password is not here", one_relay, "34"),
    Fault("relay refuses the sender (550)", refuses_sender("550 5.7.1 Sender address rejected"), "relay", "error", "refuses.*Sender address rejected",
          "which sender it takes the relay decides", good, "35"),
    Fault("all relays disabled", "UPDATE relay SET enabled = 0", "relay", "error", "0 relays|[Nn]o relay", repair=good),
    Fault("all relays deleted", "DELETE FROM relay", "relay", "error", "0 relays|[Nn]o relay|own relay", "which relay to use only you know", one_relay),
    Fault("ERP's relay on port 465", "DELETE FROM relay; INSERT INTO dolibarr.llx_const (name, entity, value) VALUES ('MAIN_MAIL_SENDMODE', 1, 'smtps'), "
          "('MAIN_MAIL_SMTP_SERVER', 1, 'mail.example.com'), ('MAIN_MAIL_SMTP_PORT', 1, '465')", "relay", "error", "own relay|465",
          "another port is the relay's", lambda installation: (installation.ask("DELETE FROM dolibarr.llx_const WHERE name = 'MAIN_MAIL_SENDMODE'"), one_relay(installation)), "69"),
    Fault("relay demands TLS", refuses_sender("530 5.7.0 Must issue a STARTTLS command first"), "relay", "error", "STARTTLS", "whether the relay has a certificate only you know", good),
    Fault("relay demands a login", refuses_sender("530 5.7.0 Authentication required"), "relay", "error", "Authentication required", OUTSIDE, good),
    Fault("relay relays for nobody", says_to_movement(RCPT="550 5.7.1 Relaying denied"), "relay", "error", "Relaying denied", OUTSIDE, good),
    Fault("relay takes no mail of that size", says_to_movement(MAIL="552 5.3.4 Message size exceeds fixed limit"), "mail", "warning", "refused", OUTSIDE, good),
    Fault("relay is full", says_to_movement(MAIL="452 4.3.1 Insufficient system storage"), "relay", "error", "storage", OUTSIDE, good),
    Fault("relay hangs up within a mail", says_to_movement(message=hang_up), "relay", "error", "failed", OUTSIDE, good),
    Fault("relay speaks TLS from the beginning", says(greeting=stay_silent), "relay", "error", "failed", OUTSIDE, good),
    Fault("relay hangs", says(greeting=stay_silent), "relay", "error", "failed", OUTSIDE, good, "25"),
]

"""Installations that are healthy but unusual: health_check says its one line, or a warning that is true.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import re
import subprocess

from fault import Fault
from faults_queue import booked
from installation import TESTS, RULE

EVENTS = ("deliver_lane_1", "prepare_numbers", "purge_mail", "purge_goods", "follow_tickets", "follow_deadlines", "check_health")


def replica(installation):
    """Read only, its events those of another server."""
    side = "REPLICA" if installation.is_mysql else "SLAVE"
    installation.ask("; ".join(f"ALTER DEFINER = `ticketstock`@`localhost` EVENT ticketstock.{name} DISABLE ON {side}" for name in EVENTS) + "; SET GLOBAL read_only = ON")


def primary(installation):
    """As it was."""
    installation.ask("SET GLOBAL read_only = OFF; " + "; ".join(f"ALTER DEFINER = `ticketstock`@`localhost` EVENT ticketstock.{name} ENABLE" for name in EVENTS))


def many_mails(installation):
    """A queue that is being sent."""
    booked(installation)
    installation.ask("INSERT INTO mail_outbox (entity, kind, recipient_user_id, ticket_id, track_id, address, lang, state) "
                     "SELECT 1, 'opened', 2, o.ticket_id, o.track_id, 'alice@example.com', 'en', 'pending' FROM opened_ticket AS o "
                     "JOIN placeholder AS a JOIN placeholder AS b LIMIT 2000", "ticketstock")


def second(installation):
    """A second installation beside the first, for an ERP of other names."""
    erp = subprocess.run([TESTS / "erp" / "make_erp.py", "--charset", "utf8mb4"], check=True, capture_output=True, text=True).stdout
    installation.ask(re.sub(r"\bdolibarr\b", "erp_two", erp).replace("llx_", "two_"))
    script = installation.adapted((installation.build / "install.sql.in").read_text(encoding="utf-8"))
    for mark, name in (("ERP_SCHEMA", "erp_two"), ("ERP_PREFIX", "two_"), ("TICKETSTOCK_SCHEMA", "stock_two")):
        script = script.replace(f"@{mark}@", name)
    installation.ask(script)
    installation.ask(f"UPDATE setting SET value = 'https://erp.example.com' WHERE name = 'erp_url'; UPDATE setting SET value = 'erp@example.com' WHERE name = 'mail_sender'; "
                     f"INSERT INTO relay (name, host, port) VALUES ('two', '127.0.0.1', {installation.relay.port}); {RULE}; CALL watch_warehouse(1, 'SAV')", "stock_two")
    with open(installation.place / "secrets", "a", encoding="ascii") as file:
        file.write(f"key = {installation.value('SELECT value FROM stock_two.delivery_key')}\n")
    rows = [row for row in installation.ask("CALL stock_two.health_check()") if row["severity"] != "ok"]
    if rows:
        raise AssertionError(f"the second one: {rows}")


def one(installation):
    """As it was."""
    installation.renew()


def started(*options):
    """The server has these options."""
    return lambda installation: installation.restart(*options)


def plain(installation):
    """It has not."""
    installation.restart()


def well(name, prepare, repair, says="", severity="ok", only=""):
    """One that is healthy; says: the warning that is true."""
    return Fault(name, prepare, "", severity, says, "nothing is wrong", repair, only=only)


HEALTHY = [
    well("a replica", replica, primary, "replica"),
    well("a primary with a binary log in ROW", started("--log-bin=binlog", "--binlog-format=ROW", "--server-id=7"), plain),
    well("a server that was restarted", plain, None),
    well("2,000 mails that are being sent", many_mails, None),
    well("hold_mail in force", "CALL hold_mail('9999-12-31')", "CALL resume_mail()", "is held", "warning"),
    well("no rule yet", "CREATE TABLE test.rule AS SELECT * FROM rule; DELETE FROM rule_warehouse; DELETE FROM rule",
         "INSERT INTO rule SELECT * FROM test.rule; DROP TABLE test.rule; CALL watch_warehouse(1, 'SAV')", "No rule", "warning"),
    well("modes, zone and character sets of another taste", "SET GLOBAL sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,TRADITIONAL', time_zone = '+09:00', character_set_server = latin1, "
         "collation_server = latin1_swedish_ci, group_concat_max_len = 1024", "SET GLOBAL sql_mode = DEFAULT, time_zone = SYSTEM, character_set_server = DEFAULT, group_concat_max_len = DEFAULT"),
    well("names of tables in lower case", started("--lower-case-table-names=1"), plain, only="mariadb"),  # MySQL: chosen when the data folder is made
    well("the ERP's tables have another collation", "SET SESSION foreign_key_checks = 0; " + "; ".join(f"ALTER TABLE dolibarr.llx_{table} CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"
         for table in ("user", "usergroup", "c_ticket_type", "entrepot", "const", "product")), lambda installation: installation.renew()),
    well("rules of two entities", "INSERT INTO dolibarr.llx_entrepot (ref, entity, statut) VALUES ('TWO', 2, 1); "
         "INSERT INTO dolibarr.llx_const (name, entity, value) SELECT c.name, 2, c.value FROM dolibarr.llx_const AS c WHERE c.entity = 1; "
         "UPDATE dolibarr.llx_user SET entity = 0; UPDATE dolibarr.llx_usergroup SET entity = 0; UPDATE dolibarr.llx_usergroup_user SET entity = 0; "
         "CALL add_rule('Two', 'TWO', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Returned', '<p>Text</p>')", lambda installation: installation.renew()),
    well("the desk in use", "INSERT INTO type_agent (entity, type_code, user_id, group_id, level) VALUES (0, '*', 2, 0, 'read'); "
         "INSERT INTO desk_account (account, kind, user_id, entity) VALUES ('alice', 'person', 2, 1), ('shop', 'app', NULL, 1)",
         "DELETE FROM type_agent; DELETE FROM desk_account"),
    well("two installations on one server", second, one),
]

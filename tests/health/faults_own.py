"""Faults of our own schema: what is missing in it, or was altered.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from fault import Fault

KEEP = "CREATE TABLE test.{0} AS SELECT * FROM {0}; DROP TABLE {0}"
GIVE = "REPLACE INTO {0} SELECT * FROM test.{0}; DROP TABLE test.{0}"
GIVE_SETTINGS = "UPDATE setting AS s JOIN test.setting AS t ON t.entity = s.entity AND t.name = s.name SET s.value = t.value; DROP TABLE test.setting"
ROWS = "what was in it is in the backup"


def install(installation):
    """As a repair."""
    installation.install()


def missing_table(table, cannot="", number="76"):
    """A table of ours that is gone, with its rows. Settled tables are empty anyway."""
    give = GIVE_SETTINGS if table == "setting" else GIVE.format(table)
    return Fault(f"table {table} missing", KEEP.format(table), "installation", "error", f"table {table} is missing", cannot,
                 lambda installation: (installation.install(), installation.ask(give, "ticketstock")), number, give, "tables" + cannot)


def altered(name, prepare, says, severity="error", number="", repair=None, topic="installation", group="", cannot=""):
    """Something that a statement puts right, or install.sql."""
    return Fault(name, prepare, topic, severity, says, cannot, repair or install, number, None, group)


def by_install(name, prepare, says, severity="error", number="", topic="installation"):
    """Something that install.sql puts right, for all of them together."""
    return altered(name, prepare, says, severity, number, install, topic, "parts")


FAULTS = [
    altered("column mail_outbox.lease_until missing", "ALTER TABLE mail_outbox DROP COLUMN lease_until", "column mail_outbox.lease_until is missing", number="77", group="alter"),
    altered("column of another type", "ALTER TABLE incident MODIFY message VARCHAR(20) NULL", "incident.message is not as .* varchar.20.", "warning", group="alter"),
    altered("index mail_outbox.claim missing", "ALTER TABLE mail_outbox DROP INDEX claim", "index mail_outbox.claim is missing", "warning", group="alter"),
    altered("primary key missing", "ALTER TABLE resting_address DROP PRIMARY KEY", "index resting_address.PRIMARY is missing", "warning", group="alter"),
    altered("own table is MyISAM", "ALTER TABLE mail_budget ENGINE = MyISAM", "mail_budget is MyISAM", group="alter"),
    altered("constraint of ticket_change dropped", "ALTER TABLE ticket_change DROP CONSTRAINT of_the_erp", "of_the_erp", "warning", group="alter"),
    altered("schema's character set changed", "ALTER DATABASE ticketstock CHARACTER SET latin1", "latin1", "warning", group="alter"),
    altered("table's character set changed", "ALTER TABLE detached_ticket CONVERT TO CHARACTER SET latin1", "table detached_ticket is not as", "warning", group="alter"),
    altered("column setting.meaning missing", "ALTER TABLE setting DROP COLUMN meaning", "column setting.meaning is missing", number="77",
            repair=lambda installation: (installation.ask("ALTER TABLE ticketstock.setting ADD COLUMN meaning VARCHAR(255) NOT NULL DEFAULT ''"), installation.install())),
    altered("desk_ticket emptied", "TRUNCATE desk_ticket", "knows 0 tickets", topic="desk", repair="CALL rebuild_desk()"),
    altered("another session holds LOCK TABLES", lambda installation: installation.hold("LOCK TABLES ticketstock.code_label WRITE"), "cannot be looked over",
            cannot="which session may be ended only you know", repair=lambda installation: installation.release()),
    by_install("procedure claim_mail dropped", "DROP PROCEDURE claim_mail", "claim_mail is missing", number="78"),
    by_install("procedure of a movement dropped", "DROP PROCEDURE erp_write_ticket", "erp_write_ticket is missing", number="78"),
    by_install("procedure of health_check dropped", "DROP PROCEDURE check_queue", "check_queue is missing", number="78"),
    by_install("procedure made by another account", "DROP PROCEDURE purge_mail; CREATE PROCEDURE purge_mail() DO 0", "purge_mail belongs to root"),
    by_install("procedure altered", "DROP PROCEDURE heartbeat; CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE heartbeat(IN this_lane INT) "
               "INSERT INTO lane_state (lane, heartbeat_at) VALUES (this_lane, SYSDATE(3)) ON DUPLICATE KEY UPDATE heartbeat_at = VALUES(heartbeat_at)",
               "procedure heartbeat is not as", "warning"),
    by_install("view dropped", "DROP VIEW erp_mail_setting", "erp_mail_setting is missing", number="78"),
    by_install("view of a DBA's dropped", "DROP VIEW policy_overview", "policy_overview is missing", number="78"),
    by_install("view altered", "CREATE OR REPLACE DEFINER = `ticketstock`@`localhost` VIEW rule_overview AS SELECT id AS rule_id FROM rule", "rule_overview is not as", "warning"),
    by_install("validation trigger missing", "DROP TRIGGER setting_updated", "setting_updated is missing", number="79"),
    by_install("trigger of watched warehouses missing", "DROP TRIGGER rule_warehouse_added", "rule_warehouse_added is missing", number="79"),
    by_install("trigger altered", "DROP TRIGGER relay_updated; CREATE DEFINER = `ticketstock`@`localhost` TRIGGER relay_updated BEFORE UPDATE ON relay FOR EACH ROW SET @x = 1",
               "relay_updated is not as", "warning"),
    by_install("event altered", "ALTER DEFINER = `ticketstock`@`localhost` EVENT purge_mail DO DO 0", "event purge_mail is not as", "warning"),
    by_install("rows of mail_duty deleted", "DELETE FROM mail_duty LIMIT 3", "mail_duty has"),
    by_install("UDF dropped", "DROP FUNCTION ticketstock_render", "ticketstock_render", topic="library"),
    by_install("UDF of sending dropped", "DROP FUNCTION ticketstock_send", "ticketstock_send", topic="library"),
    *(missing_table(table, number="76" if table in ("mail_outbox", "incident") else "") for table in (
        "mail_outbox", "incident", "lane_state", "relay_use", "desk_state", "ready_state", "opened_ticket", "placeholder", "code_label", "lock_name", "mail_duty", "mail_template")),
    *(missing_table(table, ROWS, "75" if table == "rule_warehouse" else "") for table in ("rule_warehouse", "relay", "setting")),
]

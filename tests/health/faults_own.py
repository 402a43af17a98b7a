"""Faults of our own schema: what is missing in it, or was altered.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from fault import Fault

KEEP = "CREATE TABLE test.kept AS SELECT * FROM {0}; DROP TABLE {0}"
GIVE = "REPLACE INTO {0} SELECT * FROM test.kept; DROP TABLE test.kept"


def install(installation):
    """As a repair."""
    installation.install()


def missing_table(table, severity="error", number="76"):
    """A table of ours that is gone, with its rows."""
    give = GIVE.format(table)
    return Fault(f"table {table} missing", KEEP.format(table), "installation", severity, f"table {table}|{table}",
                 repair=lambda installation: (installation.install(), installation.ask(give, "ticketstock")), after=give, number=number)


def altered(name, prepare, says, severity="error", number="", repair=install, topic="installation", after=None):
    """Something that install.sql, or a statement, puts right."""
    return Fault(name, prepare, topic, severity, says, repair=repair, number=number, after=after)


FAULTS = [
    altered("column mail_outbox.lease_until missing", "ALTER TABLE mail_outbox DROP COLUMN lease_until", "mail_outbox.*lease_until", number="77",
            repair="ALTER TABLE mail_outbox ADD COLUMN lease_until TIMESTAMP(3) NULL DEFAULT NULL"),
    altered("column setting.meaning missing", "ALTER TABLE setting DROP COLUMN meaning", "setting.*meaning", number="77",
            repair=lambda installation: (installation.ask("ALTER TABLE ticketstock.setting ADD COLUMN meaning VARCHAR(255) NOT NULL DEFAULT ''"), installation.install())),
    altered("column of another type", "ALTER TABLE mail_outbox MODIFY smtp_text VARCHAR(20) NULL", "mail_outbox.*smtp_text", "warning",
            repair="ALTER TABLE mail_outbox MODIFY smtp_text VARCHAR(500) NULL"),
    altered("index mail_outbox.claim missing", "ALTER TABLE mail_outbox DROP INDEX claim", "mail_outbox.*claim", "warning",
            repair="ALTER TABLE mail_outbox ADD KEY claim (state, entity, due_at)"),
    altered("own table is MyISAM", "ALTER TABLE incident ENGINE = MyISAM", "incident.*MyISAM", repair="ALTER TABLE incident ENGINE = InnoDB"),
    altered("constraint of ticket_change dropped", "ALTER TABLE ticket_change DROP CONSTRAINT of_the_erp", "of_the_erp", "warning"),
    altered("procedure claim_mail dropped", "DROP PROCEDURE claim_mail", "claim_mail", number="78"),
    altered("procedure of a movement dropped", "DROP PROCEDURE write_ticket", "write_ticket", number="78"),
    altered("procedure of health_check dropped", "DROP PROCEDURE check_queue", "check_queue", number="78"),
    altered("procedure made by another account", "DROP PROCEDURE heartbeat; CREATE PROCEDURE heartbeat(IN this_lane INT) DO 0", "heartbeat"),
    altered("procedure altered", "DROP PROCEDURE heartbeat; CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE heartbeat(IN this_lane INT) "
            "INSERT INTO lane_state (lane, heartbeat_at) VALUES (this_lane, SYSDATE(3)) ON DUPLICATE KEY UPDATE heartbeat_at = VALUES(heartbeat_at)", "heartbeat", "warning"),
    altered("view dropped", "DROP VIEW erp_mail_setting", "erp_mail_setting", number="78"),
    altered("view of a DBA's dropped", "DROP VIEW rule_overview", "rule_overview", number="78"),
    altered("view altered", "CREATE OR REPLACE DEFINER = `ticketstock`@`localhost` VIEW rule_overview AS SELECT id AS rule_id FROM rule", "rule_overview", "warning"),
    altered("validation trigger missing", "DROP TRIGGER setting_updated", "setting_updated", number="79"),
    altered("trigger of goods missing", "DROP TRIGGER rule_warehouse_added", "rule_warehouse_added", number="79"),
    altered("trigger altered", "DROP TRIGGER setting_updated; CREATE DEFINER = `ticketstock`@`localhost` TRIGGER setting_updated BEFORE UPDATE ON setting FOR EACH ROW SET @x = 1",
            "setting_updated", "warning"),
    altered("event altered", "ALTER DEFINER = `ticketstock`@`localhost` EVENT purge_mail DO DO 0", "purge_mail", "warning"),
    altered("schema's character set changed", "ALTER DATABASE ticketstock CHARACTER SET latin1", "character set|latin1", "warning",
            repair="ALTER DATABASE ticketstock CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"),
    altered("table's character set changed", "ALTER TABLE incident CONVERT TO CHARACTER SET latin1", "incident.*latin1", "warning",
            repair="ALTER TABLE incident CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci"),
    altered("UDF dropped", "DROP FUNCTION ticketstock_render", "ticketstock_render", topic="library"),
    altered("UDF of sending dropped", "DROP FUNCTION ticketstock_send", "ticketstock_send", topic="library"),
    altered("desk_ticket emptied", "TRUNCATE desk_ticket", "knows 0 tickets", topic="desk", repair="CALL rebuild_desk()"),
    altered("rows of mail_duty deleted", "DELETE FROM mail_duty LIMIT 3", "mail_duty has"),
    altered("rows of lock_name deleted", "DELETE FROM lock_name", "lock_name has 0"),
    Fault("another session holds LOCK TABLES", lambda installation: installation.hold("LOCK TABLES ticketstock.code_label WRITE"), "installation", "error", "cannot be looked over",
          "which session may be ended only you know", lambda installation: installation.release()),
    missing_table("rule_warehouse", number="75"),
    *(missing_table(table) for table in ("mail_outbox", "incident", "lane_state", "relay_use", "desk_state", "ready_state", "opened_ticket", "placeholder", "code_label",
                                         "lock_name", "mail_duty", "relay", "setting")),
]

"""Rows of our tables that somebody has changed by hand or restored in part; events that run at the wrong time.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import subprocess

from fault import Fault
from faults_events import ENABLE, at_rest, install, release_lane as release
from faults_queue import booked, broken_rule, mail, prepared, whole_rule

STARTS = "STARTS '2000-01-01 00:00:00'"
EVERY = "ALTER DEFINER = `ticketstock`@`localhost` EVENT {} ON SCHEDULE EVERY {} " + STARTS
AGENT = "INSERT INTO type_agent (entity, type_code, user_id, group_id, level) VALUES (1, '{}', {}, {}, 'manage'); "
USER = "INSERT INTO dolibarr.llx_user (rowid, login, lastname, statut, entity) VALUES (4711, 'carl', 'Carl', 1, 1); {} DELETE FROM dolibarr.llx_user WHERE rowid = 4711"
GROUP = "INSERT INTO dolibarr.llx_usergroup (rowid, nom, entity) VALUES (4711, 'Gone', 1); {} DELETE FROM dolibarr.llx_usergroup WHERE rowid = 4711"
TYPE = "INSERT INTO dolibarr.llx_c_ticket_type (code, pos, label, active, use_default) VALUES ('GONE', 9, 'Gone', 1, 0); {} DELETE FROM dolibarr.llx_c_ticket_type WHERE code = 'GONE'"
USERS = "whom the ERP's tickets are for only you know"


def guard(name, then=""):
    """Another session takes a lock of ours and keeps it."""
    def prepare(installation):
        prefix = installation.value("SELECT MAX(prefix) FROM ticketstock.lock_name")
        installation.hold(f"SELECT GET_LOCK('{prefix}.{name}', 20)")
        installation.ask(then, "ticketstock")
    return prepare


def interval(event, every, topic, before, severity="warning"):
    """An event that runs too seldom."""
    return Fault(f"event {event} every {every}", EVERY.format(event, every), topic, severity, f"{event} .*{every}",
                 repair=EVERY.format(event, before), after=EVERY.format(event, before))


def far_ahead(installation):
    """A mail waits for a moment that is years ahead."""
    booked(installation)
    installation.ask(mail("pending", "due_at", "NOW(3) + INTERVAL 3 YEAR"), "ticketstock")


def incidents(installation):
    """Two movements that opened no ticket for one cause, which is gone."""
    broken_rule(installation, "record")
    installation.book()
    installation.book()
    whole_rule(installation)


def in_zone(installation):
    """An event is altered in a session of a zone with summer time."""
    zone = subprocess.run(["mariadb-tzinfo-to-sql", "/usr/share/zoneinfo/Europe/Paris", "Europe/Paris"], check=True, capture_output=True, text=True).stdout
    installation.ask(zone, "mysql")
    installation.ask("SET SESSION time_zone = 'Europe/Paris'; " + EVERY.format("purge_mail", "1 HOUR"), "ticketstock")


def hanging(installation):
    """A turn of an event hangs: a statement of it waits for ever, and it keeps the lock by which the event runs once at a time."""
    prefix = installation.value("SELECT MAX(prefix) FROM ticketstock.lock_name")
    installation.hold("SELECT GET_LOCK('test.hanging', 0)")
    installation.ask("CREATE DEFINER = `ticketstock`@`localhost` EVENT hanging ON SCHEDULE AT CURRENT_TIMESTAMP "
                     f"DO DO GET_LOCK('{prefix}.prepare', 60), GET_LOCK('test.hanging', 10000)", "ticketstock")
    installation.wait(f"(SELECT COUNT(*) = 1 FROM information_schema.PROCESSLIST WHERE ID = IS_USED_LOCK('{prefix}.prepare') AND STATE LIKE 'User lock%')")
    installation.ask("UPDATE ready_state SET compared_at = SYSDATE(3) - INTERVAL 10 MINUTE", "ticketstock")


FAULTS = [
    Fault("installed_part emptied", "DELETE FROM installed_part", "installation", "error", "installed_part", repair=install),
    Fault("installed_part restored in part", "DELETE FROM installed_part WHERE kind = 'procedure' LIMIT 100", "installation", "error", "installed_part", repair=install),
    Fault("table installed_part missing", "DROP TABLE installed_part", "installation", "error", "installed_part", repair=install),
    Fault("lock_name emptied", "DELETE FROM lock_name", "installation", "error", "lock_name", repair=install),
    Fault("event purge_goods disabled", "ALTER EVENT purge_goods DISABLE", "events", "warning", "purge_goods", repair=ENABLE.format("purge_goods")),
    Fault("event purge_goods dropped", "DROP EVENT purge_goods", "events", "warning", "purge_goods", repair=install),
    Fault("all events dropped, as by a dump without --events", "; ".join(f"DROP EVENT {name}" for name in (
        "deliver_lane_1", "prepare_numbers", "purge_mail", "purge_goods", "follow_tickets", "follow_deadlines", "check_health")),
          "events", "error", "deliver_lane_1 is missing", repair=install),
    interval("check_health", "1 DAY", "events", "1 MINUTE"), interval("purge_mail", "1 YEAR", "events", "1 HOUR"),
    interval("follow_tickets", "1 DAY", "desk", "1 SECOND"), interval("prepare_numbers", "1 DAY", "events", "10 SECOND"),
    Fault("event that starts in years", "ALTER DEFINER = `ticketstock`@`localhost` EVENT follow_tickets ON SCHEDULE EVERY 1 SECOND STARTS CURRENT_TIMESTAMP + INTERVAL 3 YEAR", "desk", "warning", "follow_tickets .*starts",
          repair=EVERY.format("follow_tickets", "1 SECOND"), after=EVERY.format("follow_tickets", "1 SECOND")),
    Fault("lane that starts in years", "ALTER DEFINER = `ticketstock`@`localhost` EVENT deliver_lane_1 ON SCHEDULE EVERY 1 SECOND STARTS CURRENT_TIMESTAMP + INTERVAL 3 YEAR", "events", "error", "deliver_lane_1 .*starts",
          repair=EVERY.format("deliver_lane_1", "1 SECOND")),
    Fault("event that ends tomorrow", "ALTER DEFINER = `ticketstock`@`localhost` EVENT prepare_numbers ON SCHEDULE EVERY 10 SECOND STARTS '2000-01-01 00:00:00' ENDS CURRENT_TIMESTAMP + INTERVAL 1 DAY", "events", "warning",
          "prepare_numbers .*ends", repair=lambda installation: (installation.ask("DROP EVENT ticketstock.prepare_numbers"), installation.install())),
    Fault("second lane's event dropped", at_rest("CALL set_lanes(2); INSERT IGNORE INTO lane_state (lane, heartbeat_at) VALUES (2, SYSDATE(3)); DROP EVENT deliver_lane_2",
          "UPDATE lane_state SET heartbeat_at = SYSDATE(3) - INTERVAL 3 MINUTE WHERE lane = 2"), "lane", "warning", "Lane 2", repair="CALL set_lanes(1)", after="CALL set_lanes(1)"),
    Fault("what tickets are opened by is of the future, and nothing prepares them", at_rest("ALTER DEFINER = `ticketstock`@`localhost` EVENT prepare_numbers DISABLE",
          "UPDATE ready_state SET compared_at = SYSDATE(3) + INTERVAL 1 DAY"), "events", "warning", "to come",
          repair=ENABLE.format("prepare_numbers") + "; CALL prepare_numbers()"),
    Fault("a relay rests for a year", prepared("INSERT INTO relay_state (relay, failures, retry_at, last_error, last_error_at) VALUES ('test', 3, SYSDATE(3) + INTERVAL 1 YEAR, 'x', SYSDATE(3)) "
          "ON DUPLICATE KEY UPDATE failures = 3, retry_at = SYSDATE(3) + INTERVAL 1 YEAR, last_error = 'x', last_error_at = SYSDATE(3)", mail("pending", "due_at", "NOW(3)")), "relay", "error", "not asked .*before|failed 3 times",
          repair="UPDATE relay_state SET retry_at = NULL, failures = 0"),
    Fault("a mail whose time is years ahead", far_ahead, "mail", "warning", "ahead|to come"),
    Fault("a mail that a lane which is gone keeps for years", prepared(mail("sending", "due_at, lease_until, lane, claim_id", "NOW(3) - INTERVAL 1 HOUR, NOW(3) + INTERVAL 3 YEAR, 1, '0123456789abcdef'")),
          "mail", "warning", "kept by a lane"),
    Fault("the desk's lock is held by another session", guard("follow", "UPDATE desk_state SET followed_at = SYSDATE(3) - INTERVAL 10 MINUTE"), "desk", "warning", "connection [0-9]+",
          repair=release, after=release),
    Fault("preparing is held up by another session", guard("prepare", "UPDATE ready_state SET compared_at = SYSDATE(3) - INTERVAL 10 MINUTE"), "events", "warning", "connection [0-9]+",
          repair=release, after=release),
    Fault("looking is held up by another session", guard("health", "UPDATE health_state SET looked_at = SYSDATE(3) - INTERVAL 10 MINUTE"), "events", "warning", "connection [0-9]+",
          repair=release, after=release),
    Fault("an event hangs", hanging, "events", "warning", "prepare_numbers has done nothing .*connection [0-9]+", repair=release, after=release),
    Fault("two open incidents of one cause", incidents, "incident", "error", "opened no ticket"),
    Fault("agent of a type whose user is deleted", USER.format(AGENT.format("ISSUE", 4711, 0)), "desk", "warning", "4711.*not in the ERP", repair="DELETE FROM type_agent"),
    Fault("agent of a type whose group is deleted", GROUP.format(AGENT.format("ISSUE", 0, 4711)), "desk", "warning", "4711.*not in the ERP", repair="DELETE FROM type_agent"),
    Fault("agents of a type that the ERP does not have", TYPE.format(AGENT.format("GONE", 2, 0)), "desk", "warning", "GONE", repair="DELETE FROM type_agent"),
    Fault("policy of a type that the ERP does not have", TYPE.format("INSERT INTO type_policy (entity, type_code) VALUES (1, 'GONE');"), "desk", "warning", "GONE", repair="DELETE FROM type_policy WHERE type_code = 'GONE'"),
    Fault("account of the desk whose user is deleted", USER.format("INSERT INTO desk_account (account, kind, user_id, entity) VALUES ('gone', 'person', 4711, 1);"), "desk", "warning", "4711.*not in the ERP",
          repair="DELETE FROM desk_account"),
    Fault("manager of a policy is deleted", USER.format("INSERT INTO type_policy (entity, type_code, done_days, escalate_hours, escalate_to) VALUES (1, 'ISSUE', 5, 4, 'carl');"), "closing", "warning", "carl", USERS, "DELETE FROM type_policy WHERE type_code = 'ISSUE'"),
    Fault("event in a zone with summer time", in_zone, "events", "warning", "purge_mail lives in", repair=install, only="mariadb"),
    Fault("setting that does not exist", "DROP TRIGGER setting_inserted; INSERT INTO setting (entity, name, value) VALUES (0, 'nonsense', '1')", "setting", "error", "nonsense",
          repair=lambda installation: (installation.ask("DELETE FROM ticketstock.setting WHERE name = 'nonsense'"), installation.install())),
    Fault("nobody is told, says mail_duty", "UPDATE mail_duty SET sender = 'nobody' WHERE event = 'agent_new' AND source = 'page'; " + AGENT.format("ISSUE", 2, 0), "duty", "warning",
          "nobody mails the agent", "what else is found there is the ERP's to mend: its module Agenda", "UPDATE mail_duty SET sender = 'ours' WHERE event = 'agent_new' AND source = 'page'; DELETE FROM type_agent"),
]

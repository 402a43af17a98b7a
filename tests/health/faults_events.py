"""Faults of events, their scheduler and the clock.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from fault import Fault
from faults_queue import booked, mail

ENABLE = "ALTER DEFINER = `ticketstock`@`localhost` EVENT ticketstock.{} ENABLE"
INSTALLED = "install.sql is needed"


def install(installation):
    """As a repair."""
    installation.install()


SILENT = "UPDATE lane_state SET heartbeat_at = SYSDATE(3) - INTERVAL 3 MINUTE; " + mail("pending", "due_at", "NOW(3)")


def at_rest(stop, then):
    """Statements that stop an event; others when no turn is under way any more."""
    def prepare(installation):
        installation.ask(stop, "ticketstock")
        installation.wait("(SELECT COUNT(*) = 0 FROM information_schema.PROCESSLIST WHERE USER = 'ticketstock')", 300)
        installation.ask(then, "ticketstock")
    return prepare


def slow_lane(installation):
    """The lane's event runs once a day; a mail waits for it, which is why it shows itself as soon as it runs."""
    booked(installation)
    at_rest("ALTER EVENT deliver_lane_1 ON SCHEDULE EVERY 1 DAY STARTS CURRENT_TIMESTAMP + INTERVAL 1 HOUR", SILENT)(installation)


def hold_lane(installation):
    """Another session takes the lane's lock and keeps it; its heartbeat is of three minutes ago, and a mail waits."""
    prefix = installation.value("SELECT MAX(prefix) FROM ticketstock.lock_name")
    booked(installation)
    installation.hold(f"SELECT GET_LOCK('{prefix}.lane.1', 20)")
    installation.ask(SILENT, "ticketstock")


def release_lane(installation):
    """Ends that session."""
    installation.release()


def set_back(installation):
    """A mail and a heartbeat are of a clock that was three hours ahead; no lane is at work, which would follow the clock."""
    prefix = installation.value("SELECT MAX(prefix) FROM ticketstock.lock_name")
    booked(installation)
    installation.ask("ALTER EVENT ticketstock.deliver_lane_1 DISABLE")
    installation.wait(f"IS_FREE_LOCK('{prefix}.lane.1')")
    installation.ask("UPDATE lane_state SET heartbeat_at = SYSDATE(3) + INTERVAL 3 HOUR; "
                     + mail("pending", "due_at, created_at", "NOW(3) + INTERVAL 3 HOUR, NOW(3) + INTERVAL 3 HOUR"), "ticketstock")


FAULTS = [
    Fault("event scheduler OFF", "SET GLOBAL event_scheduler = OFF", "events", "error", "event_scheduler is OFF",
          repair="SET GLOBAL event_scheduler = ON", number="16"),
    Fault("lane event disabled", "ALTER EVENT deliver_lane_1 DISABLE", "events", "error", "deliver_lane_1 is .*no mail is sent",
          repair=ENABLE.format("deliver_lane_1"), number="18"),
    Fault("second lane disabled, the first works", "CALL set_lanes(2); ALTER EVENT deliver_lane_2 DISABLE", "events", "warning",
          "deliver_lane_2", repair="CALL set_lanes(1)", after="CALL set_lanes(1)"),
    Fault("lane disabled as on a replica", "ALTER EVENT deliver_lane_1 DISABLE ON SLAVE", "events", "error", "deliver_lane_1 is .*no mail is sent",
          repair=ENABLE.format("deliver_lane_1")),
    *(Fault(f"event {name} disabled", f"ALTER EVENT {name} DISABLE", topic, severity, name, repair=ENABLE.format(name), number=number)
      for name, topic, severity, number in (
          ("prepare_numbers", "events", "warning", "20"), ("purge_mail", "events", "warning", "22"),
          ("follow_tickets", "desk", "warning", ""), ("check_health", "events", "warning", ""))),
    Fault("event follow_deadlines disabled where a policy closes tickets", "CALL set_type_policy('ISSUE', '{\"done_when\": \"silence\", \"silence_days\": 30}'); "
          "ALTER EVENT follow_deadlines DISABLE", "closing", "warning", "follow_deadlines", repair="DELETE FROM type_policy; " + ENABLE.format("follow_deadlines"),
          after="DELETE FROM type_policy"),
    Fault("event prepare_numbers dropped", "DROP EVENT prepare_numbers", "events", "warning", "prepare_numbers is missing", repair=install, number="21", group="dropped"),
    Fault("event purge_mail dropped", "DROP EVENT purge_mail", "events", "warning", "purge_mail is missing", repair=install, number="22", group="dropped"),
    Fault("lane event dropped", "DROP EVENT deliver_lane_1", "events", "error", "deliver_lane_1 is missing", repair="CALL set_lanes(1)", number="19", group="dropped"),
    Fault("event of another account",
          "ALTER DEFINER = root@localhost EVENT deliver_lane_1 COMMENT 'mine'", "installation", "warning", "deliver_lane_1 belongs to root",
          repair="ALTER DEFINER = `ticketstock`@`localhost` EVENT deliver_lane_1 COMMENT 'TicketStock: sends queued mail'"),
    Fault("event with a long interval", slow_lane, "lane", "warning", "Lane 1 .*1 DAY", repair="ALTER EVENT deliver_lane_1 ON SCHEDULE EVERY 1 SECOND STARTS '2000-01-01 00:00:00'"),
    Fault("lane silent: its lock is held by another session", hold_lane, "lane", "warning", "Lane 1 .*connection [0-9]+", repair=release_lane,
          after=release_lane, number="23"),
    Fault("clock set back: a mail and a heartbeat are of the future, no lane runs", set_back, "events", "error", "clock was set back: lane 1", number="72",
          repair=f"UPDATE lane_state SET heartbeat_at = SYSDATE(3); {ENABLE.format('deliver_lane_1')}"),
]

"""Faults that are kept in rows: incidents, mails, limits.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from fault import Fault

MAIL = ("INSERT INTO mail_outbox (entity, kind, recipient_user_id, ticket_id, track_id, address, lang, state, {columns}) "
        "SELECT 1, 'opened', 2, o.ticket_id, o.track_id, 'alice@example.com', 'en', '{state}', {values} FROM opened_ticket AS o ORDER BY o.number LIMIT 1")


def mail(state, columns, values):
    """A mail of the first ticket."""
    return MAIL.format(state=state, columns=columns, values=values)


def booked(installation):
    """A ticket is there, and its mails are out."""
    installation.book()
    installation.wait("(SELECT COUNT(*) > 0 AND SUM(state <> 'sent') = 0 FROM ticketstock.mail_outbox)")


def prepared(*statements):
    """Statements behind a ticket whose mails are out."""
    def prepare(installation):
        booked(installation)
        for statement in statements:
            installation.ask(statement, "ticketstock")
    return prepare


def broken_rule(installation, on_error):
    """A movement under a rule that cannot work."""
    installation.ask(f"UPDATE ticketstock.setting SET value = '{on_error}' WHERE name = 'on_error'; "
                     "UPDATE dolibarr.llx_c_ticket_type SET active = 0 WHERE code = 'ISSUE'; CALL ticketstock.prepare_rules()")


def incident(installation):
    """A movement that opened no ticket; the cause is gone."""
    broken_rule(installation, "record")
    installation.book()
    whole_rule(installation)


def whole_rule(installation):
    """The rule works again, movements are booked whatever happens."""
    installation.ask("UPDATE dolibarr.llx_c_ticket_type SET active = 1 WHERE code = 'ISSUE'; "
                     "UPDATE ticketstock.setting SET value = 'record' WHERE name = 'on_error'; CALL ticketstock.prepare_rules()")


def delete_ticket(installation):
    """A ticket is deleted while its mail waits."""
    installation.ask("CALL ticketstock.hold_mail('9999-12-31')")
    installation.book()
    installation.ask("DELETE FROM dolibarr.llx_ticket WHERE rowid = (SELECT MAX(ticket_id) FROM ticketstock.mail_outbox); CALL ticketstock.resume_mail()")
    installation.wait("(SELECT SUM(state = 'cancelled') > 0 FROM ticketstock.mail_outbox)")


FAULTS = [
    Fault("open incident", incident, "incident", "error", "opened no ticket", number="64"),
    Fault("failed mail", prepared(mail("failed", "smtp_code, smtp_text, attempts", "550, '5.1.1 No such user here', 1")), "mail", "warning", "refused", number="65"),
    Fault("queue held", "CALL hold_mail('9999-12-31')", "mail", "warning", "held", repair="CALL resume_mail()", number="66"),
    Fault("relay's limit reached, queue grows", prepared("UPDATE relay SET max_per_minute = 1; INSERT INTO relay_use (relay, lane, claim_id, used_at, mails) "
          "VALUES ('test', 1, '0', SYSDATE(3), 1)", mail("pending", "due_at", "NOW(3)")), "mail", "warning", "limit of 1 mails? a minute",
          repair="UPDATE relay SET max_per_minute = NULL", number="67"),
    Fault("hourly limit reached", prepared("UPDATE setting SET value = '1' WHERE name = 'mails_per_hour'; INSERT INTO relay_use (relay, lane, claim_id, used_at, mails) "
          "VALUES ('test', 1, '0', SYSDATE(3), 1)", mail("pending", "due_at", "NOW(3)")), "mail", "warning", "limit of 1 mails? an hour",
          repair="UPDATE setting SET value = '0' WHERE name = 'mails_per_hour'", number="68"),
    Fault("ticket deleted while its mail waits", delete_ticket, "mail", "warning", "no longer in the ERP", "nothing is to be mended: the ticket is gone", number="70"),
    Fault("on_error = refuse and a broken rule", lambda installation: broken_rule(installation, "refuse"), "rule", "error", "(?s)refuse|cannot be booked",
          "whether to mend the ERP or the rule only its owner knows", whole_rule, "71"),
    Fault("relay puts off everything for two days",
          prepared(mail("pending", "smtp_code, smtp_text, attempts, relay, due_at, created_at",
                        "451, '4.7.1 Greylisted, try again later', 40, 'test', NOW(3) + INTERVAL 1 HOUR, NOW(3) - INTERVAL 2 DAY")),
          "mail", "warning", "put.* off.*Greylisted", "the relay decides", number="36"),
    Fault("a mail that has no recipient who can get it", prepared(mail("cancelled", "smtp_text, smtp_code", "'User 6 has no mail address in the ERP: enter one there.', 0").replace("'opened', 2,", "'opened', 6,")),
          "mail", "warning", "User 6 has no mail address", "the address is the ERP's", number="38"),
    Fault("a mail that cannot be composed", prepared(mail("pending", "compose_failures, due_at, smtp_text", "3, NOW(3) + INTERVAL 1 HOUR, 'too costly'")), "mail", "warning",
          "cannot be composed", "its content has to be shortened"),
    Fault("mails that are late", "ALTER EVENT deliver_lane_1 DISABLE; CALL hold_mail('9999-12-31'); UPDATE setting SET value = '0' WHERE name = 'mail_held'; "
          "INSERT INTO mail_outbox (entity, kind, address, lang, state, due_at) VALUES (1, 'test', 'x@example.com', 'en', 'pending', NOW(3) - INTERVAL 10 MINUTE)",
          "mail", "warning", "late", repair="ALTER DEFINER = `ticketstock`@`localhost` EVENT ticketstock.deliver_lane_1 ENABLE",
          cannot="the lane is disabled: that finding has the remedy"),
    Fault("movement without a trace", prepared("DELETE FROM opened_ticket; DELETE FROM grouped_movement; DELETE FROM incident"), "movement", "error", "neither ticket nor incident"),
    Fault("unknown placeholder in mail_template", "DROP TRIGGER mail_template_updated; UPDATE mail_template SET html = CONCAT(html, '__NONSENSE__') WHERE kind = 'opened' AND lang = 'en'",
          "mail", "error", "__NONSENSE__", repair=lambda installation: (installation.install(), installation.ask(
              "UPDATE ticketstock.mail_template SET html = REPLACE(html, '__NONSENSE__', '')")), number="80"),
    Fault("mail text deleted", "DELETE FROM mail_template WHERE kind = 'opened'", "mail", "error", "lacks a mail text", repair=lambda installation: installation.install()),
    Fault("mail text emptied", "DROP TRIGGER mail_template_updated; UPDATE mail_template SET html = '' WHERE kind = 'opened'", "mail", "error", "has no subject or no text",
          repair=lambda installation: (installation.ask("DELETE FROM ticketstock.mail_template WHERE kind = 'opened'"), installation.install())),
    Fault("setting deleted", "DROP TRIGGER setting_kept; DELETE FROM setting WHERE name = 'retry_first_seconds'", "installation", "error", "retry_first_seconds",
          repair=lambda installation: installation.install()),
    Fault("setting with a value that is not allowed", "DROP TRIGGER setting_updated; UPDATE setting SET value = 'soon' WHERE name = 'retry_first_seconds'", "setting", "error",
          "retry_first_seconds", repair=lambda installation: installation.install()),
    Fault("unknown placeholder in a rule", "DROP TRIGGER rule_updated; UPDATE rule SET message = CONCAT(message, '__NONSENSE__')", "rule", "error", "__NONSENSE__",
          repair=lambda installation: installation.install()),
]

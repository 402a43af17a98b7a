"""Faults of the ERP's rows, tables and constants, and of rules against them.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from fault import Fault

ROWS = "only the ERP's users know what is right there"
MODULE = "a module is activated in the ERP"
CONST = "INSERT INTO dolibarr.llx_const (name, entity, value) VALUES ('{}', {}, '{}')"
NO_CONST = "DELETE FROM dolibarr.llx_const WHERE name = '{}'"
AGAIN = "CALL prepare_rules()"


def constant(name, value, entity=1):
    """A constant of the ERP that is not there before, and how it goes."""
    return CONST.format(name, entity, value), NO_CONST.format(name)


def closed(number, dictionary, code):
    """A code that is closed, and open again."""
    return [Fault(f"{dictionary} closed", f"UPDATE dolibarr.llx_c_ticket_{dictionary} SET active = 0 WHERE code = '{code}'; {AGAIN}",
                  "rule", "error", f'"{code}" is no active ticket', ROWS,
                  f"UPDATE dolibarr.llx_c_ticket_{dictionary} SET active = 1 WHERE code = '{code}'; {AGAIN}", number),
            Fault(f"{dictionary} deleted", f"UPDATE dolibarr.llx_c_ticket_{dictionary} SET code = 'gone' WHERE code = '{code}'; {AGAIN}",
                  "rule", "error", f'"{code}" is no active ticket', ROWS,
                  f"UPDATE dolibarr.llx_c_ticket_{dictionary} SET code = '{code}' WHERE code = 'gone'; {AGAIN}", number)]


def missing_table(table):
    """A table of the ERP that is not there."""
    return Fault(f"ERP table {table} missing", f"RENAME TABLE dolibarr.llx_{table} TO dolibarr.away", "erp", "error",
                 f"llx_{table}", "its rows are the ERP's: restore them, or activate the module", f"RENAME TABLE dolibarr.away TO dolibarr.llx_{table}", "50")


def column(table, name, definition):
    """A column of the ERP that is not there."""
    return Fault(f"ERP column {table}.{name} missing", f"ALTER TABLE dolibarr.llx_{table} RENAME COLUMN {name} TO away", "erp", "error",
                 f"llx_{table}.*{name}", "its values are the ERP's", f"ALTER TABLE dolibarr.llx_{table} RENAME COLUMN away TO {name}", "50")


def with_switch(name, value, severity, says, number):
    """A switch on mail."""
    make, take = constant(name, value)
    return Fault(f"{name} = {value}", make, "mail", severity, says, "the switch is the ERP's, and may be meant", take, number)


DISABLED = "UPDATE dolibarr.llx_user SET {} WHERE login = 'alice'; CALL prepare_rules()"

def zone(installation):
    """The setting is empty again, and its trigger there."""
    installation.ask("UPDATE ticketstock.setting SET value = '' WHERE name = 'mail_time_zone'")
    installation.install()


FAULTS = [
    Fault("sender missing", "UPDATE setting SET value = '' WHERE name = 'mail_sender'; UPDATE dolibarr.llx_const SET value = '' "
          "WHERE name IN ('TICKET_NOTIFICATION_EMAIL_FROM', 'MAIN_MAIL_EMAIL_FROM')", "mail", "error", "has no sender",
          repair="UPDATE setting SET value = 'erp@example.com' WHERE name = 'mail_sender'",
          after="UPDATE setting SET value = 'erp@example.com' WHERE name = 'mail_sender'", number="37"),
    Fault("sender that cannot be used", "UPDATE setting SET value = '' WHERE name = 'mail_sender'; UPDATE dolibarr.llx_const SET value = 'nobody' "
          "WHERE name IN ('TICKET_NOTIFICATION_EMAIL_FROM', 'MAIN_MAIL_EMAIL_FROM')", "mail", "error", "sender that cannot be used",
          repair="UPDATE setting SET value = 'erp@example.com' WHERE name = 'mail_sender'",
          after="UPDATE setting SET value = 'erp@example.com' WHERE name = 'mail_sender'"),
    Fault("assignee without address", DISABLED.format("email = ''"), "rule", "warning", "alice.*no mail address", ROWS,
          DISABLED.format("email = 'alice@example.com'"), "38"),
    Fault("a member of the group without address", "UPDATE dolibarr.llx_user SET email = NULL WHERE login = 'bob'; CALL prepare_rules()",
          "rule", "warning", "bob.*no mail address", ROWS, "UPDATE dolibarr.llx_user SET email = 'bob@example.com' WHERE login = 'bob'; CALL prepare_rules()"),
    Fault("user with two addresses", DISABLED.format("email = 'a@example.com, b@example.com'"), "rule", "warning", "alice", ROWS,
          DISABLED.format("email = 'alice@example.com'"), "39"),
    Fault("assignee disabled", DISABLED.format("statut = 0"), "rule", "warning", "alice.*disabled", ROWS, DISABLED.format("statut = 1")),
    Fault("empty group", "UPDATE dolibarr.llx_usergroup_user SET fk_usergroup = 99 WHERE fk_usergroup = 1; CALL prepare_rules()", "rule", "warning",
          "no active member", ROWS, "UPDATE dolibarr.llx_usergroup_user SET fk_usergroup = 1 WHERE fk_usergroup = 99; CALL prepare_rules()", "40"),
    *closed("41", "type", "ISSUE"), *closed("42", "severity", "HIGH"), *closed("43", "category", "OTHER"),
    Fault("assignee deleted", "UPDATE dolibarr.llx_user SET rowid = 99 WHERE rowid = 2; CALL prepare_rules()", "rule", "error", "user 2 .*does not exist", ROWS,
          "UPDATE dolibarr.llx_user SET rowid = 2 WHERE rowid = 99; CALL prepare_rules()", "44"),
    Fault("group deleted", "UPDATE dolibarr.llx_usergroup SET rowid = 99 WHERE rowid = 1; CALL prepare_rules()", "rule", "error", "group 1 .*does not exist", ROWS,
          "UPDATE dolibarr.llx_usergroup SET rowid = 1 WHERE rowid = 99; CALL prepare_rules()", "45"),
    Fault("warehouse closed", "UPDATE dolibarr.llx_entrepot SET statut = 0 WHERE rowid = 2; CALL prepare_rules()", "rule", "warning", "SAV.*closed", ROWS,
          "UPDATE dolibarr.llx_entrepot SET statut = 1 WHERE rowid = 2; CALL prepare_rules()", "46"),
    Fault("warehouse deleted", "UPDATE dolibarr.llx_entrepot SET rowid = 99 WHERE rowid = 2; CALL prepare_rules()", "rule", "error", "Warehouse 2, .*not in the ERP",
          ROWS, "UPDATE dolibarr.llx_entrepot SET rowid = 2 WHERE rowid = 99; CALL prepare_rules()"),
    Fault("warehouse moved to another entity", "UPDATE dolibarr.llx_entrepot SET entity = 2 WHERE rowid = 2; CALL prepare_rules()", "rule", "error", "SAV.*entity",
          ROWS, "UPDATE dolibarr.llx_entrepot SET entity = 1 WHERE rowid = 2; CALL prepare_rules()"),
    Fault("rule without a warehouse", "DELETE FROM rule_warehouse", "rule", "warning", "Rule 1 .*no warehouse", "only who made the rule knows its warehouse",
          "CALL watch_warehouse(1, 'SAV')", "47"),
    Fault("rule deleted, warehouse still watched", "CREATE TABLE test.rule AS SELECT * FROM rule; INSERT INTO rule SELECT 2, entity, 'other', enabled, assignee_id, contact_group_id, "
          "type_code, severity_code, category_code, subject, message, grouped_by, sources, notify_actor, assignment FROM rule; CALL watch_warehouse(2, 'MAIN'); DELETE FROM rule WHERE id = 1", "rule", "error",
          "[Ww]arehouse .*rule 1", repair="DELETE FROM rule_warehouse; DELETE FROM rule; INSERT INTO rule SELECT * FROM test.rule; DROP TABLE test.rule; CALL watch_warehouse(1, 'SAV')",
          after="DELETE FROM rule_warehouse; DELETE FROM rule; INSERT INTO rule SELECT * FROM test.rule; DROP TABLE test.rule; CALL watch_warehouse(1, 'SAV')", number="48"),
    Fault("warehouse watched in another schema", "UPDATE rule_warehouse SET erp_schema = 'dolibarr_copy'", "rule", "error", "schema dolibarr_copy"),
    Fault("rule disabled", "UPDATE rule SET enabled = 0", "rule", "warning", "0 rules are enabled|No rule is enabled", repair="UPDATE rule SET enabled = 1", number="49"),
    Fault("no rule", "CREATE TABLE test.rule AS SELECT * FROM rule; DELETE FROM rule_warehouse; DELETE FROM rule", "rule", "warning", "0 rules|no rule|No rule",
          "only you know which", "INSERT INTO rule SELECT * FROM test.rule; DROP TABLE test.rule; CALL watch_warehouse(1, 'SAV')"),
    *(missing_table(table) for table in ("const", "stock_mouvement", "ticket", "user", "entrepot", "usergroup_user", "actioncomm", "element_contact",
                                         "c_ticket_type", "societe")),
    column("ticket", "track_id", ""), column("user", "statut", ""),
    Fault("Ticket module switched off", "UPDATE dolibarr.llx_const SET name = 'away' WHERE name = 'MAIN_MODULE_TICKET'", "erp", "warning", "module Ticket", MODULE,
          "UPDATE dolibarr.llx_const SET name = 'MAIN_MODULE_TICKET' WHERE name = 'away'", "51"),
    Fault("Stock module switched off", "UPDATE dolibarr.llx_const SET value = '0' WHERE name = 'MAIN_MODULE_STOCK'", "erp", "warning", "module Stock", MODULE,
          "UPDATE dolibarr.llx_const SET value = '1' WHERE name = 'MAIN_MODULE_STOCK'", "51"),
    Fault("trigger dropped", "DROP TRIGGER dolibarr.ticketstock_movement", "trigger", "error", "ticketstock_movement is missing", number="52",
          repair=lambda installation: installation.install()),
    Fault("table swapped, the trigger stays with the old one",
          "CREATE TABLE dolibarr.new LIKE dolibarr.llx_stock_mouvement; INSERT INTO dolibarr.new SELECT * FROM dolibarr.llx_stock_mouvement; "
          "RENAME TABLE dolibarr.llx_stock_mouvement TO dolibarr.old, dolibarr.new TO dolibarr.llx_stock_mouvement",
          "trigger", "error", "ticketstock_movement", number="53", repair=lambda installation: installation.install(), after="DROP TABLE dolibarr.old"),
    Fault("trigger of another account", "DROP TRIGGER dolibarr.ticketstock_movement; CREATE TRIGGER dolibarr.ticketstock_movement "
          "AFTER INSERT ON dolibarr.llx_stock_mouvement FOR EACH ROW SET @x = 1", "installation", "error", "ticketstock_movement belongs to root",
          repair=lambda installation: installation.install()),
    Fault("triggers on tickets dropped", "DROP TRIGGER dolibarr.ticketstock_ticket_updated", "desk", "error", "trigger",
          repair=lambda installation: installation.install()),
    *(Fault(f"llx_{table} is MyISAM", f"SET SESSION foreign_key_checks = 0; ALTER TABLE dolibarr.llx_{table} ENGINE = MyISAM", "erp", "error", f"llx_{table}.*MyISAM",
            repair=f"ALTER TABLE dolibarr.llx_{table} ENGINE = InnoDB", number="54", only=only)
      for table, only in (("stock_mouvement", ""), ("ticket", "mariadb"))),  # MySQL: its keys are too long for MyISAM
    Fault("numbering module unsupported", "UPDATE dolibarr.llx_const SET value = 'mod_ticket_mine' WHERE name = 'TICKET_ADDON'; CALL prepare_rules()", "rule", "error",
          "mod_ticket_mine", ROWS, "UPDATE dolibarr.llx_const SET value = 'mod_ticket_simple' WHERE name = 'TICKET_ADDON'; CALL prepare_rules()", "58"),
    Fault("numbering mask unsupported", "UPDATE dolibarr.llx_const SET value = 'mod_ticket_universal' WHERE name = 'TICKET_ADDON'; "
          + CONST.format("TICKET_UNIVERSAL_MASK", 1, "{uuuu}{0000}{tttt}") + "; CALL prepare_rules()", "rule", "error", "mask|TICKET_UNIVERSAL_MASK", ROWS,
          "UPDATE dolibarr.llx_const SET value = 'mod_ticket_simple' WHERE name = 'TICKET_ADDON'; DELETE FROM dolibarr.llx_const WHERE name = 'TICKET_UNIVERSAL_MASK'; "
          "CALL prepare_rules()", "59"),
    Fault("unique key of ticket numbers dropped", "ALTER TABLE dolibarr.llx_ticket DROP INDEX uk_ticket_ref", "numbers", "error", "no unique key",
          repair="ALTER TABLE dolibarr.llx_ticket ADD UNIQUE KEY uk_ticket_ref (ref, entity)"),
    Fault("erp_url empty", "UPDATE setting SET value = '' WHERE name = 'erp_url'", "mail", "warning", "no working link",
          repair="UPDATE setting SET value = 'https://erp.example.com' WHERE name = 'erp_url'", number="60"),
    with_switch("MAIN_DISABLE_ALL_MAILS", "1", "warning", "MAIN_DISABLE_ALL_MAILS", "61"),
    with_switch("TICKET_DISABLE_ALL_MAILS", "1", "warning", "TICKET_DISABLE_ALL_MAILS", "61"),
    with_switch("MAIN_MAIL_FORCE_SENDTO", "boss@example.com", "warning", "go to boss@example.com", "62"),
    with_switch("MAIN_MAIL_FORCE_SENDTO", "nonsense", "error", "no mail address", "63"),
    with_switch("MAIN_MAIL_AUTOCOPY_TO", "nonsense", "warning", "MAIN_MAIL_AUTOCOPY_TO", "63"),
    Fault("zone of mails that the host does not know", "DROP TRIGGER setting_updated; UPDATE setting SET value = 'Mars/Base' WHERE name = 'mail_time_zone'", "mail", "warning",
          "mail_time_zone.*Mars/Base", repair=zone, after=zone),
]

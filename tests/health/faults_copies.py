"""Faults of restores, renamed schemas, upgrades of the ERP, and of accounts and rights.

SPDX-License-Identifier: GPL-3.0-or-later
"""

from fault import Fault
from faults_server import ACCOUNT, give_grants, keep_grants, revoke

ERP = "its rows are the ERP's"


def install(installation):
    """As a repair."""
    installation.install()


def renew(installation):
    """The data folder as it was."""
    installation.renew()


def move(from_schema, to_schema):
    """Statements that move all tables of the ERP."""
    def work(installation):
        triggers = installation.ask(f"SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = '{from_schema}'")
        tables = installation.ask(f"SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = '{from_schema}'")
        installation.ask("SET SESSION foreign_key_checks = 0; " + "".join(f"DROP TRIGGER {from_schema}.{row['name']}; " for row in triggers)
                         + f"CREATE DATABASE IF NOT EXISTS {to_schema}; "
                         + "".join(f"RENAME TABLE {from_schema}.{row['name']} TO {to_schema}.{row['name']}; " for row in tables))
    return work


def move_back(installation):
    """The ERP is where it was."""
    move("dolibarr_new", "dolibarr")(installation)
    installation.ask("DROP DATABASE dolibarr_new")
    installation.install()


def drop_all(kind):
    """All our triggers, or all but what health_check is made of."""
    def prepare(installation):
        if kind == "triggers":
            rows = installation.ask("SELECT CONCAT('DROP TRIGGER ', TRIGGER_SCHEMA, '.', TRIGGER_NAME) AS x FROM information_schema.TRIGGERS WHERE DEFINER = 'ticketstock@localhost'")
        else:
            rows = installation.ask("SELECT CONCAT('DROP PROCEDURE ', ROUTINE_SCHEMA, '.', ROUTINE_NAME) AS x FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'ticketstock' "
                                    "AND ROUTINE_NAME NOT IN ('health_check', 'show_findings', 'collect_findings', 'make_finding_table', 'note_failed_part')")
        installation.ask("; ".join(row["x"] for row in rows))
    return prepare


def right(name):
    """A right of ours on our schema is gone."""
    return Fault(f"definer's right {name} on our schema lost", revoke(f"{name} ON ticketstock.*"), "account", "error", f"right {name} on", repair=give_grants)


def away(installation):
    """The server's folder for temporary files is gone."""
    (installation.folder / "tmp").rename(installation.folder / "tmp.away")


def back(installation):
    """It is there."""
    (installation.folder / "tmp.away").rename(installation.folder / "tmp")


MANDATORY = "ALTER TABLE dolibarr.llx_{} ADD COLUMN custom VARCHAR(20) NOT NULL"

FAULTS = [
    Fault("all triggers dropped, as by a dump without them", drop_all("triggers"), "trigger", "error", "ticketstock_movement is missing", repair=install),
    Fault("all procedures dropped but health_check's first ones", drop_all("procedures"), "installation", "error", "check_parts", repair=install),
    Fault("the ERP's schema was renamed", move("dolibarr", "dolibarr_new"), "erp", "error", "(?i)schema dolibarr", ERP, move_back),
    Fault("view in the place of an ERP table", "RENAME TABLE dolibarr.llx_societe TO dolibarr.llx_away; CREATE VIEW dolibarr.llx_societe AS SELECT * FROM dolibarr.llx_away", "erp", "error",
          "llx_societe is VIEW", "which table is right only the ERP knows", "DROP VIEW dolibarr.llx_societe; RENAME TABLE dolibarr.llx_away TO dolibarr.llx_societe"),
    Fault("tickets of the ERP have a new mandatory column", MANDATORY.format("ticket"), "erp", "error", "llx_ticket.*custom", repair="ALTER TABLE dolibarr.llx_ticket DROP COLUMN custom",
          after="ALTER TABLE dolibarr.llx_ticket DROP COLUMN custom"),
    Fault("events of the ERP have a new mandatory column", MANDATORY.format("actioncomm"), "erp", "error", "llx_actioncomm.*custom", repair="ALTER TABLE dolibarr.llx_actioncomm DROP COLUMN custom",
          after="ALTER TABLE dolibarr.llx_actioncomm DROP COLUMN custom"),
    Fault("procedure made SQL SECURITY INVOKER", "ALTER PROCEDURE purge_mail SQL SECURITY INVOKER", "installation", "warning", "purge_mail is not as", repair=install),
    Fault("view made SQL SECURITY INVOKER", "ALTER DEFINER = `ticketstock`@`localhost` SQL SECURITY INVOKER VIEW rule_overview AS SELECT 1 AS rule_id", "installation", "warning",
          "rule_overview is not as", repair=install),
    Fault("view of another account", "CREATE OR REPLACE DEFINER = root@localhost VIEW rule_overview AS SELECT 1 AS rule_id", "installation", "error", "rule_overview belongs to root", repair=install),
    Fault("a table of ours lost its tablespace", "ALTER TABLE resting_address DISCARD TABLESPACE", "installation", "error", "resting_address cannot be read", "its rows are in the backup", renew),
    Fault("our account has another host", f"RENAME USER {ACCOUNT} TO `ticketstock`@`%`", "account", "error", "has no right left here",
          repair=f"DROP USER IF EXISTS {ACCOUNT}; RENAME USER `ticketstock`@`%` TO {ACCOUNT}", after="DROP USER `ticketstock`@`%`", only="mariadb"),  # MySQL: found, and install.sql alone does not mend it
    *(right(name) for name in ("EVENT", "TRIGGER", "SHOW VIEW", "INSERT")),
    Fault("definer's right SELECT on our schema lost", revoke("SELECT ON ticketstock.*"), "installation", "error", "SELECT command denied", repair=give_grants),
    Fault("definer's right EXECUTE on our schema lost", revoke("EXECUTE ON ticketstock.*"), "server", "error", "Nothing can be looked over.*denied", repair=give_grants),
    Fault("definer's right CREATE TEMPORARY TABLES lost", revoke("CREATE TEMPORARY TABLES ON ticketstock.*"), "server", "error", "Nothing can be looked over.*denied", repair=give_grants),
    Fault("a role lost a right on a procedure", "REVOKE EXECUTE ON PROCEDURE ticketstock.claim_ticket FROM ticketstock_agent", "account", "warning", "ticketstock_agent", repair=install),
    Fault("a role lost a right on a view", "REVOKE SELECT ON ticketstock.health FROM ticketstock_monitor", "account", "warning", "ticketstock_monitor", repair=install),
    Fault("folder of temporary files gone", away, "server", "error", "(?i)nothing can be looked over|tmp", repair=back, after=lambda installation: ((installation.folder / "tmp").rmdir(), back(installation)), only="mariadb"),  # MySQL needs no file there
    Fault("our schema read only", "ALTER DATABASE ticketstock READ ONLY = 1", "server", "error", "(?i)read.only", repair="ALTER DATABASE ticketstock READ ONLY = 0", only="mysql"),
    Fault("the ERP's schema read only", "ALTER DATABASE dolibarr READ ONLY = 1", "server", "error", "(?i)read.only", repair="ALTER DATABASE dolibarr READ ONLY = 0", only="mysql"),
    Fault("super_read_only", "SET GLOBAL super_read_only = ON", "server", "error", "(?i)read.only", repair="SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF", only="mysql"),
    Fault("system table of events as of an older server", "ALTER TABLE mysql.event DROP COLUMN time_zone", "events", "error", "(?i)event", "mariadb-upgrade is a program of the server's package", renew, only="mariadb"),
]

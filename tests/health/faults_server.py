"""Faults of the server's variables and of our account.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import re

from fault import Fault

ACCOUNT = "`ticketstock`@`localhost`"


def variable(name, value, severity="warning", before="DEFAULT", says=None, only=""):
    """A global variable that is set to a value that does harm."""
    change = "SET GLOBAL {} = {}"
    return Fault(f"{name} = {value}", change.format(name, value), "server", severity, says or name, repair=change.format(name, before),
                 after=change.format(name, before), only=only)


def keep_grants(installation):
    """What the account may do, for give_grants."""
    rows = installation.ask(f"SHOW GRANTS FOR {ACCOUNT}")
    installation.grants = [re.sub(r" IDENTIFIED BY PASSWORD '[^']*'", "", next(iter(row.values()))) for row in rows]


def revoke(what):
    """Rights of the account go."""
    def prepare(installation):
        keep_grants(installation)
        installation.ask(f"REVOKE {what} FROM {ACCOUNT}; FLUSH TABLES")
    return prepare


def give_grants(installation):
    """They are back."""
    installation.ask(f"CREATE USER IF NOT EXISTS {ACCOUNT} ACCOUNT LOCK; " + "; ".join(installation.grants))


def drop_account(installation):
    """The account is gone."""
    keep_grants(installation)
    installation.ask(f"DROP USER {ACCOUNT}")


FAULTS = [
    variable("read_only", "ON", "error", "OFF", "read-only"),
    variable("autocommit", "OFF", before="ON"),
    variable("max_error_count", "0", only="mariadb"),
    variable("max_error_count", "0", "error", only="mysql"),
    variable("sql_select_limit", "10"),
    variable("max_allowed_packet", "1024"),
    variable("max_statement_time", "0.01", only="mariadb"),
    variable("max_prepared_stmt_count", "0"),
    variable("max_join_size", "100"),
    variable("innodb_lock_wait_timeout", "1"),
    variable("tx_isolation", "'SERIALIZABLE'", says="SERIALIZABLE", only="mariadb"),
    variable("tx_isolation", "'READ-UNCOMMITTED'", says="READ.UNCOMMITTED", only="mariadb"),
    variable("tx_read_only", "ON", "error", "OFF", "read.only", "mariadb"),
    variable("transaction_isolation", "'SERIALIZABLE'", says="SERIALIZABLE", only="mysql"),
    variable("transaction_read_only", "ON", "error", "OFF", "read.only", "mysql"),
    variable("init_connect", "'SELCT nonsense'", "error", "''"),
    variable("enforce_storage_engine", "'Aria'", before="NULL", only="mariadb"),
    Fault("max_sort_length etc. harm nothing", "SET GLOBAL group_concat_max_len = 4, sql_mode = '', default_storage_engine = MyISAM, wait_timeout = 1, "
          "sql_safe_updates = 1, completion_type = 1, character_set_filesystem = latin1; ALTER EVENT deliver_lane_1 DISABLE", "events", "error", "deliver_lane_1 is .*no mail is sent",
          after="SET GLOBAL group_concat_max_len = DEFAULT, sql_mode = DEFAULT, default_storage_engine = InnoDB, wait_timeout = DEFAULT, sql_safe_updates = 0, completion_type = 0, "
          "character_set_filesystem = binary",
          repair="SET GLOBAL group_concat_max_len = DEFAULT, sql_mode = DEFAULT, default_storage_engine = InnoDB, wait_timeout = DEFAULT, sql_safe_updates = 0, completion_type = 0, "
          "character_set_filesystem = binary; ALTER DEFINER = `ticketstock`@`localhost` EVENT deliver_lane_1 ENABLE"),
    Fault("definer account unlocked, with a password", f"ALTER USER {ACCOUNT} IDENTIFIED BY 'known' ACCOUNT UNLOCK", "account", "error", "ticketstock.*not locked",
          repair=f"ALTER USER {ACCOUNT} ACCOUNT LOCK", number="56"),
    Fault("definer's grant on a table of the ERP lost", revoke("SELECT ON dolibarr.llx_entrepot"), "account", "error", "llx_entrepot", repair=give_grants, number="57"),
    Fault("definer's grant on a column of the ERP lost", revoke("UPDATE (ref) ON dolibarr.llx_actioncomm"), "account", "error", "llx_actioncomm", repair=give_grants, number="57"),
    Fault("definer's grant on our schema lost in part", revoke("DELETE ON ticketstock.*"), "account", "error", "DELETE", repair=give_grants, number="57"),
    Fault("definer's grants lost", revoke("ALL PRIVILEGES, GRANT OPTION"), "server", "error", "Nothing can be looked over.*denied to user .ticketstock", repair=give_grants, number="57"),
    Fault("definer account missing", drop_account, "server", "error", "Nothing can be looked over.*ticketstock.*does not exist", repair=give_grants, number="55"),
    Fault("a role dropped", "DROP ROLE ticketstock_monitor", "account", "warning", "ticketstock_monitor", repair=lambda installation: installation.install()),
]

#!/usr/bin/python3
"""Lets an account try everything on every object of TicketStock and prints what it was allowed to do.

SPDX-License-Identifier: GPL-3.0-or-later

    rights.py "client of a DBA" ACCOUNT PASSWORD

A line for each kind of object says how it went, then a line for each attempt that was allowed. The server's errors on
rights count as refused, any other answer as allowed: the object was reached. The numbers of objects and attempts are
printed only with RIGHTS_NUMBERS in the environment, since they change with every column.
"""

import os
import re
import shlex
import subprocess
import sys

SCHEMA = "ticketstock"
# Schema, our key, table, column, privilege, routine, GRANT, definer of a function or trigger.
REFUSALS = {1044, 1123, 1142, 1143, 1227, 1370, 1410, 1419}
KEY = "0" * 64
NUMBERS = "RIGHTS_NUMBERS" in os.environ


def ask(client, statements, *options):
    """Runs statements, one a line, and returns the error numbers by line."""
    command = shlex.split(client) + list(options) + ["--default-character-set=utf8mb4", "--force", "--silent"]
    result = subprocess.run(command, input="\n".join(statements) + "\n", capture_output=True, text=True, timeout=300)
    return {int(line): int(code) for code, line in re.findall(r"ERROR (\d+) \(\w+\) at line (\d+)", result.stderr)}


def rows(client, query):
    """The rows of a query, as a DBA."""
    command = shlex.split(client) + ["--batch", "--skip-column-names", "-e", query]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in text.splitlines()]


def on_tables(client):
    """Every table and view, as a whole and column by column."""
    query = f"SELECT TABLE_NAME, GROUP_CONCAT(COLUMN_NAME ORDER BY ORDINAL_POSITION) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '{SCHEMA}' GROUP BY 1"
    for table, columns in rows(client, query):
        name = f"`{SCHEMA}`.`{table}`"
        for column in columns.split(","):
            yield table, f"SELECT `{column}` FROM {name} LIMIT 1"
            yield table, f"UPDATE {name} SET `{column}` = `{column}`"
        yield table, f"SELECT COUNT(*) FROM {name}"
        yield table, f"INSERT INTO {name} VALUES ()"
        yield table, f"DELETE FROM {name}"
        yield table, f"TRUNCATE TABLE {name}"
        yield table, f"SHOW CREATE TABLE {name}"
        yield table, f"ALTER TABLE {name} COMMENT = ''"
        yield table, f"DROP TABLE {name}"
        yield table, f"DROP VIEW {name}"
        yield table, f"RENAME TABLE {name} TO dolibarr.stolen"
        yield table, f"CREATE TABLE dolibarr.stolen AS SELECT * FROM {name}"
        yield table, f"CREATE SQL SECURITY DEFINER VIEW dolibarr.stolen AS SELECT * FROM {name}"
        yield table, f"CREATE TRIGGER {SCHEMA}.planted BEFORE INSERT ON {name} FOR EACH ROW SET @x = 1"


def on_procedures(client):
    """Every procedure."""
    query = (
        f"SELECT ROUTINE_NAME, (SELECT COUNT(*) FROM information_schema.PARAMETERS p WHERE p.SPECIFIC_SCHEMA = r.ROUTINE_SCHEMA"
        f" AND p.SPECIFIC_NAME = r.SPECIFIC_NAME) FROM information_schema.ROUTINES r WHERE ROUTINE_SCHEMA = '{SCHEMA}'"
    )
    for procedure, parameters in rows(client, query):
        name = f"`{SCHEMA}`.`{procedure}`"
        arguments = ", ".join(f"@a{i}" for i in range(int(parameters)))
        yield procedure, f"CALL {name}({arguments})"
        yield procedure, f"DROP PROCEDURE {name}"
        yield procedure, f"ALTER PROCEDURE {name} COMMENT ''"
        yield procedure, f"GRANT EXECUTE ON PROCEDURE {name} TO CURRENT_USER"


def on_events(client):
    """Every event."""
    for (event,) in rows(client, f"SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = '{SCHEMA}'"):
        yield event, f"ALTER EVENT {SCHEMA}.{event} DISABLE"
        yield event, f"DROP EVENT {SCHEMA}.{event}"


def on_functions(client):
    """The library's functions. Any account may call any loadable function: those that matter ask for the key."""
    yield "ticketstock_version", "SELECT ticketstock_version()"
    yield "ticketstock_render", "SELECT ticketstock_render('a', 'text')"
    yield "ticketstock_fault", "SELECT ticketstock_fault('address', 'a')"
    yield "ticketstock_check", f"SELECT ticketstock_check('{KEY}')"
    yield "ticketstock_preview", f"SELECT ticketstock_preview('{KEY}', 'mail', 1)"
    yield "ticketstock_send", f"SELECT ticketstock_send('{KEY}', 'mail', 1)"
    yield "ticketstock_left_over", f"SELECT ticketstock_left_over('{KEY}', 'ticketstock-1', '')"
    yield "ticketstock_forget", f"SELECT ticketstock_forget('{KEY}', 'ticketstock-1', '0123456789abcdef')"
    yield "ticketstock_send", "DROP FUNCTION ticketstock_send"
    yield "ticketstock_send", "CREATE FUNCTION ticketstock_planted RETURNS STRING SONAME 'ticketstock.so'"


def on_server(client):
    """The schema as a whole, the definer's name, the server."""
    definer = "DEFINER = `ticketstock`@`localhost`"
    yield "schema", f"CREATE TABLE {SCHEMA}.planted (a INT)"
    yield "schema", f"CREATE TEMPORARY TABLE {SCHEMA}.planted (a INT)"
    yield "schema", f"CREATE VIEW {SCHEMA}.planted AS SELECT 1"
    yield "schema", f"CREATE PROCEDURE {SCHEMA}.planted() BEGIN END"
    yield "schema", f"CREATE EVENT {SCHEMA}.planted ON SCHEDULE EVERY 1 DAY DO SET @a = 1"
    yield "schema", f"DROP DATABASE {SCHEMA}"
    yield "schema", f"USE {SCHEMA}"
    yield "definer", f"CREATE {definer} PROCEDURE dolibarr.planted() BEGIN END"
    yield "definer", f"CREATE {definer} FUNCTION dolibarr.planted() RETURNS INT DETERMINISTIC RETURN 1"
    yield "definer", f"CREATE {definer} VIEW dolibarr.planted AS SELECT 1"
    yield "definer", f"CREATE {definer} EVENT dolibarr.planted ON SCHEDULE EVERY 1 DAY DO SET @a = 1"
    yield "definer", f"CREATE {definer} TRIGGER dolibarr.planted BEFORE INSERT ON dolibarr.llx_product FOR EACH ROW SET @x = 1"
    yield "definer", "ALTER USER ticketstock@localhost ACCOUNT UNLOCK"
    yield "definer", "GRANT ALL ON dolibarr.* TO ticketstock@localhost"
    yield "server", "SET GLOBAL event_scheduler = OFF"
    yield "server", "SELECT * FROM mysql.user LIMIT 1"
    yield "server", "SELECT * FROM mysql.func LIMIT 1"


def main():
    """Prints the account's part of the table."""
    client, account, password = sys.argv[1:]
    options = (f"--user={account}", f"--password={password}")
    allowed = []
    for kind in (on_tables, on_procedures, on_events, on_functions, on_server):
        attempts = list(kind(client))
        errors = ask(client, [f"{statement};" for _, statement in attempts], *options)
        reached = [s for line, (_, s) in enumerate(attempts, 1) if errors.get(line, 0) not in REFUSALS]
        numbers = f" of {len({name for name, _ in attempts})} objects: {len(attempts)} attempts" if NUMBERS else ""
        print(f"{account}\t{kind.__name__[3:]}{numbers}\t{len(reached)} allowed, the others refused")
        allowed += reached
    for statement in allowed:
        print(f"\tallowed: {statement}")


main()

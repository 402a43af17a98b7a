#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare a test ERP made by make_erp.py with the facts: every column and
index of information_schema, and the engine of every table. Prints a sentence
per difference and exits 1 if there was one.

    check_erp.py <socket> <schema> <utf8mb3|utf8mb4>
"""

import argparse
import subprocess
import sys

sys.dont_write_bytecode = True  # keep the source tree clean
from make_erp import in_charset, is_null, plain_type, read_facts, tables_of

COLUMNS = """SELECT table_name, column_name, ordinal_position, column_type, is_nullable,
  IFNULL(column_default, 'NULL'), extra, IFNULL(character_set_name, ''), IFNULL(collation_name, '')
  FROM information_schema.columns WHERE table_schema = '{}'"""
INDEXES = """SELECT table_name, index_name, seq_in_index, 1 - non_unique, column_name,
  IFNULL(sub_part, ''), index_type
  FROM information_schema.statistics WHERE table_schema = '{}'"""
ENGINES = "SELECT table_name, engine FROM information_schema.tables WHERE table_schema = '{}'"


def plain_default(text):
    """MariaDB quotes text defaults and writes current_timestamp() for what
    MySQL calls CURRENT_TIMESTAMP; neither is a difference of the tables."""
    if is_null(text):
        return "none"
    if text.lower().startswith("current_timestamp"):
        return "current_timestamp"
    return text.strip("'")


def plain_extra(text):
    return text.replace("DEFAULT_GENERATED ", "").replace("()", "").lower()


def column(ordinal, column_type, nullable, default, extra, charset, collation):
    return {"position": ordinal, "type": plain_type(column_type), "nullable": nullable,
            "default": plain_default(default), "extra": plain_extra(extra),
            "charset": charset, "collation": collation}


def index_part(unique, name, sub_part, kind):
    return {"unique": unique, "column": name, "prefix length": sub_part, "type": kind}


def measured(options):
    """What the facts say, keyed by a name for the reader."""
    found = {}
    columns = tables_of(read_facts("columns.tsv"), options.without_ticket_module)
    indexes = tables_of(read_facts("indexes.tsv"), options.without_ticket_module)
    for table in columns:
        found["table " + table] = {"engine": "InnoDB"}
    for row in sum(columns.values(), []):
        found[f"column {row['table']}.{row['column']}"] = column(
            row["ordinal"], row["column_type"], row["is_nullable"], row["default"],
            row["extra"], in_charset(row["charset"], options.charset),
            in_charset(row["collation"], options.charset))
    for row in sum(indexes.values(), []):
        found[f"index {row['table']}.{row['index']} part {row['seq']}"] = index_part(
            row["unique"], row["column"], row["sub_part"], row["type"])
    return {name.replace("llx_", options.prefix): facts for name, facts in found.items()}


def installed(options, tables):
    """What the server says of the same tables; others in the schema are not ours."""
    def query(sql):
        client = subprocess.run(
            ["mariadb", "--no-defaults", "--socket=" + options.socket, "--batch",
             "--skip-column-names", "--execute=" + sql.format(options.schema)],
            stdout=subprocess.PIPE, encoding="utf-8")
        if client.returncode != 0:
            sys.exit(f"The mariadb client could not read information_schema through "
                     f"{options.socket}; its message is above.")
        rows = (line.split("\t") for line in client.stdout.splitlines())
        return [row for row in rows if row[0] in tables]

    found = {f"table {table}": {"engine": engine} for table, engine in query(ENGINES)}
    for table, name, *facts in query(COLUMNS):
        found[f"column {table}.{name}"] = column(*facts)
    for table, name, part, *facts in query(INDEXES):
        found[f"index {table}.{name} part {part}"] = index_part(*facts)
    return found


def differences(expected, actual):
    for name in expected:
        if name not in actual:
            yield f"The {name} is missing."
            continue
        for fact, value in expected[name].items():
            if actual[name][fact] != value:
                yield (f"The {name} has {fact} '{actual[name][fact]}' "
                       f"where the facts say '{value}'.")
    for name in actual:
        if name not in expected:
            yield f"The {name} is not in the facts."


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("socket")
    parser.add_argument("schema")
    parser.add_argument("charset", choices=("utf8mb3", "utf8mb4"))
    parser.add_argument("--prefix", default="llx_")
    parser.add_argument("--without-ticket-module", action="store_true")
    options = parser.parse_args()
    expected = measured(options)
    tables = {name.split()[1] for name in expected if name.startswith("table ")}
    sentences = list(differences(expected, installed(options, tables)))
    for sentence in sentences:
        print(sentence)
    kinds = [name.split()[0] for name in expected]
    print(f"{options.schema}: {kinds.count('table')} tables, {kinds.count('column')} columns, "
          f"{kinds.count('index')} index parts compared, {len(sentences)} differences.")
    sys.exit(1 if sentences else 0)


if __name__ == "__main__":
    main()

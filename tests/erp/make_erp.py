#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Print the SQL that makes the test ERP: a database with the Dolibarr tables
that TicketStock meets, built from the measured facts in facts/*.tsv, the
dictionary rows of a fresh install, and the sample company of sample.sql.
The SQL is for MariaDB and MySQL alike:

    make_erp.py --charset utf8mb4 | mariadb
"""

import argparse
import csv
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent

# The facts were measured in a database of this charset and collation.
MEASURED_CHARSET = "utf8mb3"
MEASURED_COLLATION = "utf8mb3_unicode_ci"

# Dolibarr creates these when the Ticket module is switched on, not before.
TICKET_MODULE_TABLES = ("llx_ticket", "llx_c_ticket_")
TICKET_MODULE_MARK = "-- Ticket module"

DICTIONARIES = {
    "dictionary_c_actioncomm.tsv": "llx_c_actioncomm",
    "dictionary_c_type_contact_ticket.tsv": "llx_c_type_contact",
    "dictionary_c_ticket_category.tsv": "llx_c_ticket_category",
    "dictionary_c_ticket_severity.tsv": "llx_c_ticket_severity",
    "dictionary_c_ticket_type.tsv": "llx_c_ticket_type",
}


def read_facts(name):
    """The rows of one TSV file, as dictionaries keyed by its header."""
    with open(HERE / "facts" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def is_null(text):
    """The facts write SQL NULL in three ways, after the tool that measured."""
    return text in ("NULL", "\\N", "\\\\N")


def plain_type(column_type):
    """The type without MariaDB's default display widths: it puts them back,
    and MySQL warns about each."""
    return re.sub(r"^(tinyint\(4\)|smallint\(6\)|int\(11\)|bigint\(20\))",
                  lambda match: match[0].split("(")[0], column_type)


def in_charset(name, charset):
    """A measured charset or collation name, carried over to `charset`; what
    was not in the database's own charset (ascii, say) stays as it is."""
    return re.sub(rf"^{MEASURED_CHARSET}(?=_|$)", charset, name)


def tables_of(rows, without_ticket_module=False):
    """The rows grouped by table, in order."""
    tables = {}
    for row in rows:
        if without_ticket_module and row["table"].startswith(TICKET_MODULE_TABLES):
            continue
        tables.setdefault(row["table"], []).append(row)
    return tables


def column_sql(row, charset):
    parts = [f"`{row['column']}`", plain_type(row["column_type"])]
    if row["collation"] not in ("", MEASURED_COLLATION):
        parts += ["CHARACTER SET", in_charset(row["charset"], charset),
                  "COLLATE", in_charset(row["collation"], charset)]
    # Said even where it is the default: timestamp columns differ in theirs.
    parts.append("NOT NULL" if row["is_nullable"] == "NO" else "NULL")
    if not is_null(row["default"]):
        parts += ["DEFAULT", row["default"]]
    parts.append(row["extra"].upper())
    return " ".join(part for part in parts if part)


def key_sql(name, rows):
    columns = ", ".join(
        f"`{row['column']}`" + (f"({row['sub_part']})" if row["sub_part"] else "")
        for row in rows)
    if name == "PRIMARY":
        return f"PRIMARY KEY ({columns})"
    kind = "FULLTEXT " if rows[0]["type"] == "FULLTEXT" else \
           "SPATIAL " if rows[0]["type"] == "SPATIAL" else \
           "UNIQUE " if rows[0]["unique"] == "1" else ""
    return f"{kind}KEY `{name}` ({columns})"


def table_sql(table, columns, indexes, charset):
    keys = {}
    for row in indexes:
        keys.setdefault(row["index"], []).append(row)
    lines = [column_sql(row, charset) for row in columns]
    lines += [key_sql(name, keys[name])
              for name in sorted(keys, key=lambda name: name != "PRIMARY")]
    return (f"CREATE TABLE `{table}` (\n  " + ",\n  ".join(lines)
            + "\n) ENGINE=InnoDB;\n")


def value_sql(text):
    if is_null(text):
        return "NULL"
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def dictionary_sql(table, rows):
    columns = ", ".join(f"`{column}`" for column in rows[0])
    values = ",\n  ".join(
        "(" + ", ".join(map(value_sql, row.values())) + ")" for row in rows)
    return f"INSERT INTO `{table}` ({columns}) VALUES\n  {values};\n"


def sample_sql(without_ticket_module):
    text = (HERE / "sample.sql").read_text(encoding="utf-8")
    return text.partition(TICKET_MODULE_MARK)[0] if without_ticket_module else text


def erp_sql(charset, schema, without_ticket_module):
    """All statements, with the prefix llx_ throughout."""
    columns = tables_of(read_facts("columns.tsv"), without_ticket_module)
    indexes = tables_of(read_facts("indexes.tsv"))
    yield (f"SET NAMES utf8mb4;\n"
           f"CREATE DATABASE `{schema}` CHARACTER SET {charset} "
           f"COLLATE {charset}_unicode_ci;\n"
           f"USE `{schema}`;\n")
    for table, rows in columns.items():
        yield table_sql(table, rows, indexes.get(table, []), charset)
    for file, table in DICTIONARIES.items():
        if table in columns:
            yield dictionary_sql(table, read_facts(file))
    yield sample_sql(without_ticket_module)


def identifier(text):
    if not re.fullmatch(r"[A-Za-z0-9_]{1,40}", text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is not a name of 1 to 40 letters, digits and underscores")
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--charset", choices=("utf8mb3", "utf8mb4"), required=True)
    parser.add_argument("--prefix", type=identifier, default="llx_")
    parser.add_argument("--schema", type=identifier, default="dolibarr")
    parser.add_argument("--without-ticket-module", action="store_true")
    options = parser.parse_args()
    for sql in erp_sql(options.charset, options.schema, options.without_ticket_module):
        # Dolibarr's installer replaces the prefix everywhere in its SQL, in
        # names of indexes too; so do we.
        print(sql.replace("llx_", options.prefix))


if __name__ == "__main__":
    main()

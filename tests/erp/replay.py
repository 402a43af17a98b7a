#!/usr/bin/python3
"""Prints the measured movements as INSERT statements, in order.

SPDX-License-Identifier: GPL-3.0-or-later

    replay.py [facts/movements.tsv]

Rows whose date and author were not recorded get the present and user 1.
"""

import csv
import pathlib
import sys

path = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "facts" / "movements.tsv"


def literal(value):
    return "NULL" if value == "\\N" else "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


with open(path, encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
        del row["operation"]
        values = {name: literal(value) for name, value in row.items()}
        values["datem"] = "NOW()"
        if values["fk_user_author"] == "NULL":
            values["fk_user_author"] = "1"
        print(f"INSERT INTO llx_stock_mouvement ({', '.join(values)}) VALUES ({', '.join(values.values())});")

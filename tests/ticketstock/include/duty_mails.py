#!/usr/bin/python3
"""Prints whom Dolibarr mailed in each operation that was measured, as INSERT statements.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import csv
import pathlib
import sys

FACTS = pathlib.Path(sys.argv[1]) / "erp" / "facts" / "desk-rows.tsv"
with open(FACTS, encoding="utf-8", newline="") as file:
    for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row[3] == "MAIL":
            for address in row[4].split(","):
                print(f"INSERT INTO erp_mail (operation, address, subject) VALUES ('{row[0].split(' ')[0]}', '{address}', '{row[5]}');")

#!/usr/bin/python3
"""Compares the rows of a ticket column by column with those that Dolibarr wrote for the same act.

SPDX-License-Identifier: GPL-3.0-or-later

    compare_rows.py "client of the server" OPERATION TICKET [FIRST_EVENT]

OPERATION is one of tests/erp/facts/desk-rows.tsv (b1). Compared are the ticket's row, if the operation inserts one, else
the columns that it changes; the ticket's events from FIRST_EVENT on, their resources, and its contacts. Each column that
differs is printed with both values. What has to differ (numbers, references, moments) has to be of the same kind.
"""
import csv
import json
import pathlib
import re
import shlex
import subprocess
import sys

FACTS = pathlib.Path(__file__).parents[2] / "erp" / "facts" / "desk-rows.tsv"
MOMENT = r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d"
KINDS = {"rowid": r"\d+", "id": r"\d+", "ref": r"(T[A-Z])?[0-9-]+", "track_id": "[a-z1-9]{16}", "datec": MOMENT, "datep": MOMENT,
         "datep2": MOMENT, "datecreate": MOMENT, "date_close": MOMENT, "fk_element": r"\d+", "element_id": r"\d+",
         "fk_actioncomm": r"\d+", "fk_action": r"\d+", "fk_c_type_contact": r"\d+"}
OURS = {"llx_ticket": "SELECT * FROM llx_ticket WHERE rowid = {ticket}",
        "llx_element_contact": "SELECT * FROM llx_element_contact WHERE element_id = {ticket} ORDER BY rowid",
        "llx_actioncomm": "SELECT * FROM llx_actioncomm WHERE elementtype = 'ticket' AND fk_element = {ticket} AND id >= {event} ORDER BY id",
        "llx_actioncomm_resources": "SELECT r.* FROM llx_actioncomm_resources r JOIN llx_actioncomm a ON a.id = r.fk_actioncomm"
                                    " WHERE a.elementtype = 'ticket' AND a.fk_element = {ticket} AND a.id >= {event} ORDER BY r.rowid"}


def expected(operation):
    """Rows that the operation inserts, by table, and what it makes of the ticket's columns."""
    inserted, changed = {table: [] for table in OURS}, {}
    with open(FACTS, encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[0].split(" ")[0] != operation:
                continue
            if row[3] == "INSERT" and row[4] in inserted:
                inserted[row[4]].append(json.loads(row[6]))
            elif row[3] == "UPDATE" and row[4] == "llx_ticket":
                changed.update({name: new for name, (_, new) in json.loads(row[6]).items()})
            elif row[3] == "UPDATE" and row[4] in inserted:
                inserted[row[4]][-1].update({name: new for name, (_, new) in json.loads(row[6]).items()})
    return inserted, changed


def same(name, wanted, found):
    if name in KINDS and wanted is not None:
        return found is not None and re.fullmatch(KINDS[name], found) is not None
    wanted = None if wanted is None else str(wanted)
    if wanted is not None and found is not None:
        wanted, found = (re.sub(r"T[A-Z]\d*-\d+", "REF", text) for text in (wanted, found))
    return wanted == found


def main(client, operation, ticket, event="0"):
    inserted, changed = expected(operation)
    for table, wanted in inserted.items():
        done = subprocess.run(shlex.split(client) + ["--xml", "-e", OURS[table].format(ticket=ticket, event=event)],
                              capture_output=True, text=True, check=True).stdout
        found = [{name: None if nil else text for name, nil, text in
                  re.findall(r'<field name="(\w+)"(?: (xsi:nil="true") />|>(.*?)</field>)', row, re.S)}
                 for row in re.findall(r"<row>(.*?)</row>", done, re.S)]
        for row in found:
            for name, text in row.items():
                if text is not None:
                    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
                        text = text.replace(entity, character)
                    row[name] = text
        if table == "llx_ticket" and not wanted:
            for name, value in changed.items():
                print(f"{operation} {table}.{name}: {'same' if same(name, value, found[0][name]) else found[0][name]}")
            continue
        if len(wanted) != len(found):
            print(f"{operation} {table}: Dolibarr wrote {len(wanted)} rows, ours are {len(found)}")
        for dolibarr, ours in zip(wanted, found):
            differs = [f"{name}: {dolibarr.get(name)!r}, ours " + re.sub("[0-9a-f]{24}@", "…@", repr(ours[name])) for name in ours
                       if name not in ("tms",) and not same(name, dolibarr.get(name), ours[name])]
            print(f"{operation} {table}: {len(ours)} columns, " + ("; ".join(differs) if differs else "all the same"))


main(*sys.argv[1:])

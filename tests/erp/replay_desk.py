#!/usr/bin/python3
"""Prints the operations on tickets that were measured in Dolibarr as SQL, in order.

SPDX-License-Identifier: GPL-3.0-or-later

    replay_desk.py [--after STATEMENTS]    what to run after each operation; {operation} in it is its name
    replay_desk.py --expected FILE         a table of what is expected after each, as INSERT statements
    replay_desk.py --words                 when the words of each operation were written, as INSERT statements
    replay_desk.py --writers NUMBER FOLDER SEED
                                           the operations of each ticket in order, the tickets dealt out to so many
                                           scripts, whose transactions come in a random order
    replay_desk.py --write SCRIPT CLIENT   runs such a script by a client of the server

Rows of tickets, events and contacts only. Where an operation began in a state that none before it had left (it was set
by hand), a statement sets it before.
"""

import csv
import json
import pathlib
import random
import re
import subprocess
import sys

FACTS = pathlib.Path(__file__).parent / "facts" / "desk-rows.tsv"
TABLES = {"llx_ticket": "rowid", "llx_actioncomm": "id", "llx_element_contact": "rowid"}


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, (int, float)):
        return str(value)
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def statements(row):
    """The statements of a row image: what sets the state that it began in, None or one; what it says."""
    _, _, _, verb, table, key, values = row
    values = json.loads(values)
    if verb == "INSERT":
        return None, [f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(map(literal, values.values()))});"]
    if verb == "DELETE":
        return None, [f"DELETE FROM {table} WHERE {TABLES[table]} = {values[TABLES[table]]};"]
    where = " AND ".join(f"{name} = {literal(value)}" for name, value in json.loads(key).items())
    first = None
    before = {name: old for name, (old, _) in values.items() if name in ("fk_statut", "fk_user_assign", "fk_soc")}
    if table == "llx_ticket" and before:
        differs = " OR ".join(f"NOT {name} <=> {literal(old)}" for name, old in before.items())
        sets = ", ".join(f"{name} = {literal(old)}" for name, old in before.items())
        first = f"UPDATE {table} SET {sets} WHERE {where} AND ({differs});"
    sets = ", ".join(f"{name} = {literal(new)}" for name, (_, new) in values.items())
    return first, [f"UPDATE {table} SET {sets} WHERE {where};"]


def operations():
    """(name, [(transaction, ticket, [statement])]) of each operation, in order."""
    result = []
    tickets = {}
    with open(FACTS, encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            name = row[0].split(" ")[0]
            if not result or result[-1][0] != name:
                result.append((name, []))
                begun = set()  # tickets whose state the operation has changed
            if row[4] not in TABLES or row[3] not in ("INSERT", "UPDATE", "DELETE"):
                continue
            values = json.loads(row[6])
            if row[4] == "llx_ticket":
                ticket = values["rowid"] if row[3] != "UPDATE" else json.loads(row[5])["rowid"]
            elif row[3] == "INSERT":
                if row[4] == "llx_actioncomm" and values.get("elementtype") != "ticket":
                    continue
                ticket = values["fk_element" if row[4] == "llx_actioncomm" else "element_id"]
                tickets[row[4], values[TABLES[row[4]]]] = ticket
            else:
                key = values if row[3] == "DELETE" else json.loads(row[5])
                ticket = tickets.get((row[4], key[TABLES[row[4]]]))
                if ticket is None:
                    continue
            transactions = result[-1][1]
            if not transactions or transactions[-1][:2] != (row[1], ticket):
                transactions.append((row[1], ticket, []))
            first, lines = statements(row)
            transactions[-1][2].extend(lines)
            if first and ticket not in begun:
                # Before the operation: a closing after its word would answer the word.
                next(those for _, its_ticket, those in transactions if its_ticket == ticket).insert(0, first)
            if first or row[4] == "llx_ticket" and row[3] == "INSERT":
                begun.add(ticket)
    return result


def write(file_name, client):
    """A writer: each transaction by a client of its own, once more where the ERP's own rows cost it a deadlock (1213)."""
    for transaction in pathlib.Path(file_name).read_text(encoding="utf-8").split("BEGIN;\n")[1:]:
        while True:
            done = subprocess.run(client, shell=True, input="BEGIN;\n" + transaction, encoding="utf-8",
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            if done.returncode == 0:
                break
            if "ERROR 1213" not in done.stdout:
                sys.exit(done.stdout)


def print_transaction(lines, file):
    print("BEGIN;", *lines, "COMMIT;", sep="\n", file=file)


def main(arguments):
    if arguments[:1] == ["--expected"]:
        with open(arguments[1], encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                print("INSERT INTO expected (operation, ticket, state, unread, since, episode) VALUES ("
                      + ", ".join(literal(value or None) for value in row.values()) + ");")
    elif arguments[:1] == ["--words"]:
        for name, transactions in operations():
            lines = [line for _, _, lines in transactions for line in lines if line.startswith("INSERT INTO llx_")]
            moments = {match[1] for line in lines if "llx_element_contact" not in line
                       for match in re.finditer("'(20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9:]{8})'", line)}
            for moment in sorted(moments):
                print(f"INSERT INTO word (operation, written) VALUES ('{name}', '{moment}');")
    elif arguments[:1] == ["--write"]:
        write(*arguments[1:])
    elif arguments[:1] == ["--writers"]:
        number, folder, seed = int(arguments[1]), pathlib.Path(arguments[2]), random.Random(int(arguments[3]))
        queues = {}
        queue_of_ref = {}  # the ref of a ticket that is gone comes again for another
        for _, transactions in operations():
            for _, ticket, lines in transactions:
                ref = re.search("'(TS[0-9-]+)'", lines[0]) if ticket not in queues else None
                queue = queue_of_ref.setdefault(ref[1] if ref else ticket, ticket)
                queues.setdefault(ticket, queues.setdefault(queue, []))
                queues[ticket].append(lines)
        queues = {id(queue): queue for queue in queues.values()}
        tickets = list(queues)
        seed.shuffle(tickets)
        for writer in range(number):
            mine = [queues[ticket] for ticket in tickets[writer::number]]
            with open(folder / f"writer_{writer}.sql", "w", encoding="utf-8") as file:
                while mine:
                    queue = seed.choice(mine)
                    print_transaction(queue.pop(0), file)
                    mine = [rest for rest in mine if rest]
    else:
        after = arguments[1] if arguments[:1] == ["--after"] else ""
        for name, transactions in operations():
            for _, _, lines in transactions:
                print_transaction(lines, sys.stdout)
            print(after.format(operation=name))


if __name__ == "__main__":
    main(sys.argv[1:])

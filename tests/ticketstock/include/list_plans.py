#!/usr/bin/python3
"""Looks through the server's plans for lists and prints each table that is read as a whole though it is large.

SPDX-License-Identifier: GPL-3.0-or-later

    list_plans.py "client" LOGIN[,LOGIN…] < OPTIONS

The input is as for lists.py. Large are desk_ticket, desk_link, desk_text, tickets, contacts, movements, by the aliases that
statements of lists have for them; n is desk_text from its end on, which stops after 20,000 rows. MySQL may go backwards through
an index whose range is all of it: it stops at the limit.
"""
import json
import re
import shlex
import subprocess
import sys

LARGE = {"d", "x", "l", "c", "o", "m", "b", "k", "f"}


def main():
    """Prints the tables, and how many plans there were."""
    client = shlex.split(sys.argv[1]) + ["--batch", "--unbuffered", "--default-character-set=utf8mb4", "ticketstock"]
    script, names = [], []
    for line in sys.stdin.read().splitlines():
        for login in sys.argv[2].split(","):
            options = line[:-1] + (", " if len(line) > 2 else "") + '"as": %s}' % json.dumps(login)
            script.append("CALL explain_list('%s'); SELECT '====';" % options.replace("\\", "\\\\").replace("'", "''"))
            names.append("%s: %s" % (login, line))
    found = subprocess.run(client, input="\n".join(script), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout
    plans, read = re.split("====\n====\n", found), 0
    for name, plan in zip(names, plans):
        rows = [row.split("\t") for row in plan.splitlines()]
        heads = [row for row in rows if "select_type" in row]
        for row in rows[rows.index(heads[0]) + 1:] if heads else []:
            table, kind = row[heads[0].index("table")], row[heads[0].index("type")]
            read += 1
            if table in LARGE and (kind == "ALL" or kind == "index" and "Backward index scan" not in row[-1]):
                print("%s\n    %s: %s" % (name, table, kind))
        if not heads:
            print("%s\n    no plan: %s" % (name, plan[-300:]))
    print("%d plans, %s" % (len(names), "read" if read > 4 * len(names) else "only %d rows of them" % read))


main()

#!/usr/bin/python3
"""Turns the pages of lists with different orders and limits, and compares them with the list in one page.

SPDX-License-Identifier: GPL-3.0-or-later

    pages.py "client" LOGIN[,LOGIN…]
"""
import json
import shlex
import subprocess
import sys

LISTS = ({}, {"sort": "oldest"}, {"sort": "closed"}, {"sort": "waiting"}, {"sort": "value"},
         {"type": "COM"},
         {"state": ["todo", "closed"], "assignee": "alice"})


def call(client, options):
    """The rows of a list: its first column and its last."""
    text = json.dumps(options).replace("\\", "\\\\").replace("'", "''")
    out = subprocess.run(client + ["-e", "CALL list_tickets('%s')" % text], capture_output=True, text=True, check=True).stdout
    return [(row.split("\t")[0], row.split("\t")[-1]) for row in out.splitlines()]


def main():
    """Prints for each login, order and filter how many pages and tickets there were."""
    client = shlex.split(sys.argv[1]) + ["--batch", "--skip-column-names", "--default-character-set=utf8mb4", "ticketstock"]
    for login in sys.argv[2].split(","):
        for wanted in LISTS:
            whole = call(client, {"as": login, "limit": 1000, **wanted})
            pages, refs, before = 0, [], {}
            while pages < 40:
                page = call(client, {"as": login, "limit": 53, **wanted, **before})
                if not page:
                    break
                pages, refs, before = pages + 1, refs + page, {"before": page[-1][1]}
            verdict = "as in one page" if refs == whole else "NOT as in one page, which has %d" % len(whole)
            print("%s %s: %d pages, %d tickets, %s" % (login, json.dumps(wanted), pages, len(refs), verdict))


main()

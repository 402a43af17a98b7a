#!/usr/bin/python3
"""Steps are taken and mails decided by three nodes at a time, while tables are locked and install.sql is run: all come once.

SPDX-License-Identifier: GPL-3.0-or-later

    disturbed.py FOLDER INSTALL.SQL TICKETS SEED

A node is a connection whose named locks are its own, as on another server of a Galera cluster.
"""

import random
import subprocess
import sys
import threading
import time

from killed import Database, follow, judge, prepare

TABLES = ("ticketstock.ticket_deadline", "ticketstock.ticket_journal", "ticketstock.mail_outbox", "ticketstock.desk_ticket",
          "dolibarr.llx_ticket", "dolibarr.llx_actioncomm", "dolibarr.llx_user")
DUE = "UPDATE ticket_deadline SET due_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE step = 'assign' AND done_at IS NULL"


def client(folder, statements, file=None):
    return subprocess.run(["mariadb", "--no-defaults", "-S", f"{folder}/socket", "-u", "root", "-f", "ticketstock"],
                          input=statements, stdin=file, capture_output=True, text=True, check=False)


def node(folder, name, ended):
    """Turns of both events; what a lock or an installation refuses is left for the next."""
    own = f"UPDATE lock_name SET prefix = '{name}'"
    while not ended.is_set():
        client(folder, f"SET time_zone = '+00:00'; {DUE}; {own}; CALL follow_deadlines(); {own}; CALL follow_tickets()")


def disturb(folder, install, choice):
    """In an order of chance. Returns how many installations failed."""
    acts = [f"LOCK TABLES {table} {how}" for table in TABLES for how in ("READ", "WRITE")] + ["FLUSH TABLES WITH READ LOCK"] * 3 + [None] * 4
    choice.shuffle(acts)
    failed = 0
    for act in acts:
        if act:
            client(folder, f"{act}; DO SLEEP(0.3); UNLOCK TABLES")
        else:
            with open(install, encoding="utf-8") as script:
                failed += client(folder, None, script).returncode != 0
        time.sleep(0.1)
    return failed


def main():
    folder, install, tickets, seed = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
    base = Database(folder, "dolibarr")
    prepare(base, tickets)
    ended = threading.Event()
    nodes = [threading.Thread(target=node, args=(folder, f"node{number}", ended)) for number in range(3)]
    for thread in nodes:
        thread.start()
    failed = disturb(folder, install, random.Random(seed))
    ended.set()
    for thread in nodes:
        thread.join()
    base.ask("USE ticketstock; SET time_zone = '+00:00'")
    left = "SELECT COUNT(*) FROM ticket_deadline WHERE done_at IS NULL AND step IN ('undone', 'goods_left', 'assign')"
    for _ in range(100):
        base.ask(f"{DUE}; CALL follow_deadlines(); CALL follow_tickets()")
        if base.value(left) == "0":
            break
    follow(base)
    print(f"seed {seed}, installations that failed: {failed}")
    sys.exit(judge(base, tickets, 0))


main()

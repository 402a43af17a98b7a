#!/usr/bin/python3
"""The movements and kills of goods.sh; then what differs.

SPDX-License-Identifier: GPL-3.0-or-later

    moves.py FOLDER BUILD MOVEMENTS KILLS SEED
"""

import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "desk"))
from kills import Server  # pylint: disable=wrong-import-position

WRITERS = 8
KINDS = ((0, 30), (1, 12), (2, 18), (3, 10), (4, 8), (5, 5), (6, 12), (7, 2), (8, 1), (9, 1), (10, 1))
WAREHOUSES = (2, 2, 2, 3, 3, 8, 1)


def write(server, number, seed, movements, products):
    """Operations at random until there are so many movements."""
    choice = random.Random(seed * 10 + number)
    done = movements
    while done[0] > 0:
        calls = []
        for _ in range(20):
            at = choice.choice(WAREHOUSES)
            other = choice.choice([place for place in (1, 2, 3, 8) if place != at])
            calls.append(f"CALL act({choice.randrange(products) + 1}, {choice.choices(*zip(*KINDS))[0]}, {at}, {other}, "
                         f"{choice.randrange(8, 4000, 8) + choice.choice((0, 0, 1))}, {int(choice.random() < 0.1)});")
        if server.run("\n".join(calls)).returncode:
            time.sleep(0.1)


def main(folder, build, movements, kills, seed):
    movements, kills, seed = int(movements), int(kills), int(seed)
    server, choice, left = Server(folder, build), random.Random(seed), [movements]
    products = 1000 if movements > 20000 else 100
    writers = [threading.Thread(target=write, args=(server, number, seed, left, products)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    killed, booked = 0, 0
    try:
        while left[0] > 0:
            time.sleep(0.5)
            booked = int(server.sql("SELECT COUNT(*) FROM llx_stock_mouvement WHERE rowid > 2000000")[0])
            left[0] = movements - booked
            if killed < kills and booked >= movements * (killed + choice.random()) / (kills + 1):
                server.kill()
                server.start()
                killed += 1
    finally:
        left[0] = 0
        for writer in writers:
            writer.join()
    began, unchanged, before = time.monotonic(), 0, None
    while True:
        waiting = server.sql("SELECT (SELECT COUNT(*) FROM ticketstock.ticket_change) + (SELECT COUNT(*) FROM ticketstock.stock_change AS c JOIN ticketstock.rule_warehouse AS w ON w.warehouse_id = c.warehouse_id) + "
                             "(SELECT COUNT(*) FROM ticketstock.opened_ticket WHERE goods_seen = 0) + "
                             "(SELECT COUNT(*) FROM ticketstock.ticket_deadline WHERE done_at IS NULL)")[0]
        if waiting == "0":
            break
        unchanged = unchanged + 1 if waiting == before else 0
        if unchanged > 60:
            sys.exit(f"{waiting} wait for ever: " + " ".join(server.sql(
                "SELECT last_error FROM ticketstock.desk_state; SELECT message FROM ticketstock.incident LIMIT 3")))
        before = waiting
        time.sleep(1)
    waited = time.monotonic() - began
    differences = [line for line in server.sql("CALL judge()") if line]
    booked, tickets, closed, again, counted = server.sql(
        "SELECT COUNT(*) FROM llx_stock_mouvement WHERE rowid > 2000000; SELECT COUNT(*) FROM ticketstock.opened_ticket;"
        "SELECT COUNT(*) FROM ticketstock.ticket_journal WHERE what = 'done';"
        "SELECT COUNT(*) FROM ticketstock.goods_movement WHERE kind IN ('returned', 'moved');"
        "SELECT COUNT(*) FROM ticketstock.goods_movement WHERE kind = 'left'")
    print(f"seed {seed}: {killed} kills, {booked} movements, {tickets} tickets, {counted} left, {again} came back or moved on, "
          f"{closed} closings by themselves, all followed {waited:.0f} s after the last, {len(differences)} differences")
    for line in differences:
        print(line)
    sys.exit(bool(differences))


main(*sys.argv[1:])

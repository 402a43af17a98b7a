"""Connections that book movements, as users of the ERP do, and remember what was acknowledged.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import random
import subprocess
import threading
import time

COLUMNS = "datem, fk_product, fk_entrepot, value, type_mouvement, fk_user_author, label, inventorycode"
MAIN, SAV, WORKSHOP = 1, 2, 3


def movement(warehouse, value, code):
    """One leg."""
    return (f"INSERT INTO llx_stock_mouvement ({COLUMNS}) "
            f"VALUES (NOW(), 1, {warehouse}, {value}, {int(value < 0)}, 1, 'crash', '{code}');")


class Writer(threading.Thread):
    """One connection. acknowledged, unanswered, rolled_back: code of a transaction -> watched movements."""

    def __init__(self, servers, number, seed):
        super().__init__(daemon=True)
        self.servers = servers
        self.number = number
        self.choice = random.Random(f"{seed}-{number}")
        self.ending = False
        self.client = None
        self.acknowledged, self.unanswered, self.rolled_back, self.errors = {}, {}, {}, []

    def run(self):
        count = 0
        while not self.ending:
            count += 1
            code = f"{self.number}-{count}"
            legs = self.choice.choice([1, 1, 3, 5])
            warehouse = SAV if legs == 1 else WORKSHOP
            rolled_back = self.choice.random() < 0.15
            text = "".join(movement(MAIN, -1, code) + movement(warehouse, 1, code) for _ in range(legs))
            self.book(code, legs, f"BEGIN; {text}", rolled_back)
            time.sleep(self.choice.uniform(0, 0.04))
        if self.client:
            self.client.stdin.close()
            self.client.wait()

    def book(self, code, legs, text, rolled_back):
        """One transaction; a connection that broke is made anew by the next."""
        if not self.client:
            self.client = subprocess.Popen(self.servers.client("erp", "dolibarr", "--unbuffered"), text=True, bufsize=1,
                                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            self.client.stdin.write(f"{text} {'ROLLBACK' if rolled_back else 'COMMIT'}; SELECT '{code}';\n")
            answer = self.client.stdout.readline().strip()
        except OSError:
            answer = ""
        into = self.rolled_back if rolled_back else self.acknowledged if answer == code else self.unanswered
        into[code] = legs
        if answer != code:
            self.errors.append(self.client.stderr.read().strip())
            self.client.wait()
            self.client = None
            time.sleep(0.1)

#!/usr/bin/python3
"""Runs every statement of the guides, in their order: blocks of SQL, and calls within a sentence.

SPDX-License-Identifier: GPL-3.0-or-later

    guides.py FOLDER BUILD      (of delivery/with_server.sh)

Of a document a server is as its first line expects it: just installed. Refs of tickets and the movement that are named are those of
one that was opened here. Links between documents have to be there too.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[1]
GUIDES = ("docs/fr/configuration.md", "docs/fr/utilisateurs.md", "docs/monitoring.md")
OPEN_TICKET = """
CALL ticketstock.add_rule('Guides', 'SHOP', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'x', '<p>x</p>');
INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement, fk_user_author, label)
  SELECT NOW(), 1, rowid, 1, 0, 1, 'x' FROM dolibarr.llx_entrepot WHERE ref = 'SHOP';
CALL ticketstock.follow_tickets();
DELETE FROM ticketstock.rule_warehouse;
DELETE FROM ticketstock.rule;
ALTER TABLE ticketstock.rule AUTO_INCREMENT = 1;
SELECT t.ref FROM dolibarr.llx_ticket AS t JOIN ticketstock.opened_ticket AS o ON o.ticket_id = t.rowid;
"""


def statements(text):
    """The statements of a document: those of its blocks, and calls in backquotes that are whole."""
    for block, call in re.findall(r"^```sql\n(.*?)^```$|`(CALL ticketstock\.[^`…]*;)`", text, re.S | re.M):
        yield block or call


def main(folder, _build):
    """Prints how many statements ran; ends with 1 at the first that fails."""
    client = ["mariadb", "--no-defaults", "-S", f"{folder}/socket", "-u", "root", "-N", "-B", "--default-character-set=utf8mb4"]
    ran = 0
    opened = subprocess.run(client, input=OPEN_TICKET, capture_output=True, text=True, check=False)
    if opened.returncode:
        sys.exit(opened.stderr)
    ref = opened.stdout.split()[-1]
    for guide in GUIDES:
        text = (ROOT / guide).read_text(encoding="utf8")
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"", text):
            if not ((ROOT / guide).parent / "".join(link)).exists():
                sys.exit(f"{guide}: there is no {''.join(link)}")
        for statement in statements(text):
            statement = re.sub(r"TS2611-[0-9]{4}", ref, statement)
            done = subprocess.run(client, input=statement, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f"{guide}: {done.stderr}\n{statement}")
            ran += len(re.findall(r";[^'\n]*$", statement, re.M))
    print(f"{ran} statements of {len(GUIDES)} guides ran")


main(*sys.argv[1:])

#!/usr/bin/python3
"""Tries every procedure of the desk that works on a ticket, as several accounts, on tickets of three types.

SPDX-License-Identifier: GPL-3.0-or-later

    acts_rights.py "client of a DBA" ACCOUNT=ROLE…

yes: done (and undone); no: a sentence of ours refuses; -: the server refuses. What is refused is called once more outside of
a transaction: it leaves a row in nothing.
"""
import re
import shlex
import subprocess
import sys

TYPES = {"ISSUE": 31, "REQUEST": 34, "COM": 37}  # the first of its tickets: nobody's, alice's, a closed one
ACTS = (
    ("claim", "claim_ticket('{free}', {options})"), ("assign", "assign_ticket('{free}', 'alice', {options})"),
    ("unclaim", "unclaim_ticket('{taken}', {options})"), ("reply", "reply_ticket('{free}', '<p>x</p>', {options})"),
    ("note", "reply_ticket('{free}', '<p>x</p>', {private})"), ("close", "close_ticket('{free}', 'x', {options})"),
    ("reopen", "reopen_ticket('{closed}', 'x', {options})"), ("link", "link_tickets('{free}', '{closed}', {options})"),
    ("create", "create_ticket({new})"), ("create, assigned", "create_ticket({given})"),
)
OWN = {"assignee": 41, "requester": 42, "contact": 43}  # how carol is what, of a type of which she is no agent
OWN_ACTS = tuple((title, call.replace("{free}', '{closed}", "{own}', '{other}").replace("{free}", "{own}").replace("{taken}", "{own}"))
                 for title, call in ACTS if "create" not in title)
SERVER = {1044, 1142, 1143, 1370}
TABLES = ("dolibarr.llx_ticket, dolibarr.llx_actioncomm, dolibarr.llx_actioncomm_resources, dolibarr.llx_element_contact,"
          " dolibarr.llx_element_element, ticketstock.desk_act, ticketstock.ticket_change, ticketstock.mail_outbox, ticketstock.ticket_journal")


def run(client, lines):
    """The errors of a script: {line: number}."""
    done = subprocess.run(client + ["--force"], input="\n".join(lines), capture_output=True, text=True, errors="replace", check=False)
    return {int(line): int(error) for error, line in re.findall(r"ERROR (\d+) .*?at line (\d+)", done.stderr)}


def calls_of(name, acts, **values):
    """[(title, call)] as an account makes them."""
    said = '"as": "bob"' if name == "portal" else ""
    keys = lambda *more: "'{" + ", ".join(word for word in (said,) + more if word) + "}'"
    text = ('"subject": "s"', '"message": "m"', '"type": "%s"' % values.get("type"))
    values.update(options=keys(), private=keys('"private": true'), new=keys(*text), given=keys('"assignee": "alice"', *text))
    return [(title, call.format(**values)) for title, call in acts]


def main():
    client = shlex.split(sys.argv[1]) + ["--batch", "--skip-column-names"]
    accounts = [word.split("=") for word in sys.argv[2:]]
    checksums = lambda: subprocess.run(client + ["-e", "CHECKSUM TABLE " + TABLES], capture_output=True, text=True, check=True).stdout
    before, table, refused = checksums(), {}, 0
    for name, role in accounts:
        calls = [(this_type + " " + title, call) for this_type, first in TYPES.items() for title, call in
                 calls_of(name, ACTS, free=first, taken=first + 1, closed=first + 2, type=this_type)]
        if name == "carol":
            calls += [("as %s: %s" % (what, title), call) for what, ticket in OWN.items() for title, call in
                      calls_of(name, OWN_ACTS, own=ticket, closed=ticket + 10, other=OWN["requester" if what == "assignee" else "assignee"])]
        own = client + ["--user=" + name, "--password=aA-1password"]
        errors = run(own, ["SET ROLE %s;" % role] + ["START TRANSACTION; CALL ticketstock.%s; ROLLBACK;" % call for _, call in calls])
        again = [call for line, (_, call) in enumerate(calls, 2) if line in errors]
        if len(run(own, ["SET ROLE %s;" % role] + ["CALL ticketstock.%s;" % call for call in again])) != len(again):
            print("Not all that was refused is refused once more:", name)
        refused += len(again)
        for line, (title, _) in enumerate(calls, 2):
            error = errors.get(line, 0)
            table.setdefault(title, {})[name] = {0: "yes", 1644: "no"}.get(error, "-" if error in SERVER else str(error))
    print("%-28s %s" % ("", " ".join("%-8s" % name for name, _ in accounts)))
    for title, words in table.items():
        print(("%-28s %s" % (title, " ".join("%-8s" % words.get(name, "") for name, _ in accounts))).rstrip())
    print("%d refusals, twice; rows as before: %s" % (refused, before == checksums()))


main()

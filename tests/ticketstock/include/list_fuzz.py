#!/usr/bin/python3
"""Calls list_tickets with hostile options, the same ones for the same seed, on behalf of carol, who sees three tickets.

SPDX-License-Identifier: GPL-3.0-or-later

    list_fuzz.py "client" SEED CALLS

Prints what was unexpected: an error that is no sentence of ours, or a ticket that carol may not see.
"""
import collections
import json
import random
import shlex
import subprocess
import sys

KEYS = ("state status type severity group assignee contact thirdparty creator product lot warehouse unread text opened closed waiting"
        " sort limit before as").split()
MAY_SEE = {"TS2611-0015", "TS2611-0012", "TS2611-0011"}
PIECES = ("'", '"', "\\", "\\'", "''", "`", ";", "--", "#", "/*", "*/", "%", "_", "\x00", "\n", "\x1a", "\u2028", "\U0001f600", "é", "\ufeff",
          "' OR 1=1 -- ", "' UNION SELECT 1,2 -- ", "') OR ('1'='1", "x.number", "d.opened_at", "SLEEP(5)", "@ticketstock_statement", "?",
          "0x41", "X'41'", "NULL", "none", "me", "null", "-1", "1e9", "99999999999", "COM", "ISSUE", "todo", "closed", "pompe", "alice", "carol",
          "2026-11-05", "0000-00-00", "2026-11-05 10:00:00", "9999-12-31", "opened", "20261105100000-11", "value", "99.00000000-15", "+velo*", "@8", "(", ")", "<", "~", "[", "]",
          "{", "}", "\ud7ff", "ß", "İ", "ﬁ", "a" * 300)


def text(rng):
    """A text of some pieces."""
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 4)))


def value(rng, depth=0):
    """A value: mostly a text, sometimes anything."""
    kind = rng.random()
    if kind < 0.5:
        return text(rng)
    if kind < 0.6:
        return rng.choice((0, 1, 2, 3, 8, -1, 1.5, 10 ** 12, 2 ** 63, 1e300, True, False, None))
    if kind < 0.8 and depth < 3:
        return [value(rng, depth + 1) for _ in range(rng.choice((0, 1, 2, 3, 25)))]
    if kind < 0.9 and depth < 3:
        return {rng.choice(("from", "to", "x", text(rng))): value(rng, depth + 1) for _ in range(rng.randint(0, 2))}
    return rng.choice(PIECES)


def options(rng):
    """The options of one call, as bytes of JSON or of what only looks like it."""
    made = {rng.choice(KEYS) if rng.random() < 0.95 else text(rng): value(rng) for _ in range(rng.randint(0, 4))}
    if rng.random() < 0.97:
        made["as"] = "carol"
    whole = json.dumps(made, ensure_ascii=rng.random() < 0.5)
    kind = rng.random()
    if kind < 0.03:
        whole = "[" * rng.choice((5, 40, 5000)) + whole
    elif kind < 0.06:
        whole = whole[: rng.randint(0, len(whole))]
    elif kind < 0.08:
        whole = json.dumps({"as": "carol", "text": "x" * rng.choice((101, 20001, 200000))})
    elif kind < 0.1:
        at = rng.randint(0, len(whole))
        whole = whole[:at] + rng.choice(PIECES) + whole[at:]
    return whole.encode("utf-8", "surrogatepass")


def main():
    """Prints how many calls there were, and each that ended in a way that it should not."""
    client = shlex.split(sys.argv[1]) + ["--batch", "--skip-column-names", "--unbuffered", "--force", "--default-character-set=utf8mb4",
                                         "--max-allowed-packet=16M", "ticketstock"]
    rng = random.Random(int(sys.argv[2]))
    calls = [options(rng) for _ in range(int(sys.argv[3]))]
    script = b"".join(b"CALL list_tickets(X'%s'); SELECT '====';\n" % call.hex().encode() if call else b"CALL list_tickets(''); SELECT '====';\n"
                      for call in calls)
    found = subprocess.run(client, input=script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False).stdout
    answers = found.decode("utf-8", "replace").split("====\n")
    kinds = collections.Counter()
    for call, answer in zip(calls, answers):
        if "ERROR" in answer:
            wrong = "ERROR 1644 (45000)" not in answer
            kinds["refused"] += 1
        else:
            wrong = not {row.split("\t")[0] for row in answer.splitlines() if row} <= MAY_SEE
            kinds["answered"] += 1
        if wrong:
            print("%r\n    %s" % (call[:300], answer[-300:]))
    print("%d calls, %s" % (len(calls), "both refused and answered" if len(answers) == len(calls) + 1 and len(kinds) == 2 else "only %r" % kinds))


main()

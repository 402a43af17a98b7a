#!/usr/bin/python3
"""Calls list_tickets with one set of options after the other, as an app on behalf of users, and prints the refs.

SPDX-License-Identifier: GPL-3.0-or-later

    lists.py "client" LOGIN[,LOGIN…] < OPTIONS

Each line of the input is the JSON of a call, without "as". Printed is, for each login, what of the tickets' refs is
behind the last "-", in the order of the list; or the error.
"""
import json
import re
import shlex
import subprocess
import sys


def main():
    """Prints a line for each line and login."""
    client = shlex.split(sys.argv[1]) + ["--batch", "--skip-column-names", "--unbuffered", "--force", "--default-character-set=utf8mb4", "ticketstock"]
    logins, lines, script = sys.argv[2].split(","), sys.stdin.read().splitlines(), []
    for line in lines:
        for login in logins:
            options = line
            if options.endswith("}"):
                options = options[:-1] + (", " if len(options) > 2 else "") + '"as": %s}' % json.dumps(login)
            script.append("CALL list_tickets('%s'); SELECT '====';" % options.replace("\\", "\\\\").replace("'", "''"))
    found = subprocess.run(client, input="\n".join(script), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout
    answers = iter(found.split("====\n"))
    for line in lines:
        print(line)
        for login in logins:
            answer = next(answers).strip()
            if "ERROR" in answer:
                answer = re.sub(" at line [0-9]+", "", answer[answer.index("ERROR"):])
            else:
                answer = " ".join(row.split("\t")[0].rsplit("-", 1)[-1] for row in answer.splitlines())
            print("    %s: %s" % (login, answer))


main()

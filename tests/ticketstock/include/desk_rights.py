#!/usr/bin/python3
"""Tries every procedure, view and table of the desk as several accounts, each with its role, and prints a table.

SPDX-License-Identifier: GPL-3.0-or-later

    desk_rights.py "client of a DBA" ACCOUNT=ROLE…

yes: allowed; -: the server refuses; a number of rows where it says who sees what; no: a sentence of ours refuses.
"""
import re
import shlex
import subprocess
import sys

RIGHTS = {1044, 1142, 1143, 1370}
CALLS = (
    "list_tickets('{%s}')", "explain_list('{%s}')", "show_ticket('TS2611-0012', '{%s}')", "show_ticket('TS2611-0014', '{%s}')",
    "show_ticket('track00000000015', '{%s}')", "show_ticket('16', '{%s}')", "journal_of_ticket('TS2611-0012', '{%s}')",
    "journal_of_ticket('TS2611-0014', '{%s}')", "add_desk_account('me', 'app', NULL)", "remove_desk_account('bob')",
    "create_guest_ticket('a@b.test', NULL, 's', 't', NULL)", "reply_as_guest('track00000000012', 'paul@example.net', 't')",
    "new_guest_link('TS2611-0014', '{%s}')", "set_type_policy('HELP', '{}')", "set_mail_choice(NULL, '*', '{%s}')",
    "mute_ticket('TS2611-0012', '{%s}')", "mute_ticket('TS2611-0014', '{%s}')", "unmute_ticket('TS2611-0012', '{%s}')",
    "ticket_mail('TS2611-0012')", "dismiss_incident(1, 'x')", "retry_failed('{}')", "hold_mail(NULL)",
    "add_type_agent('*', 'carol', 'manage')", "remove_type_agent('*', 'alice')", "follow_tickets()", "rebuild_desk()", "health_check()", "show_findings()", "look_at_account()",
)
VIEWS = ("ticket_list", "ticket_counts", "my_tickets", "policy_overview", "coming_steps", "mail_choice_overview", "mail_status", "health", "health_numbers", "mail_log",
         "incident_overview")


def run(client, statement, role):
    """What became of a statement, in a word."""
    script = "SET ROLE %s; %s" % (role, re.sub("^(CALL |.* FROM )", r"\1ticketstock.", statement))
    done = subprocess.run(client + ["-e", script], capture_output=True, text=True, errors="replace", check=False)
    found = re.search(r"ERROR (\d+)", done.stderr)
    if not found:
        return str(len(done.stdout.splitlines())) if statement.startswith(("CALL list", "CALL show_ticket", "CALL journal")) else "yes"
    return "-" if int(found.group(1)) in RIGHTS else "no" if int(found.group(1)) == 1644 else found.group(1)


def main():
    """Prints the table: a line for each object, a column for each account."""
    client = shlex.split(sys.argv[1]) + ["--batch", "--skip-column-names"]
    accounts = [word.split("=") for word in sys.argv[2:]]
    ask = lambda query: subprocess.run(client + ["-e", query], capture_output=True, text=True, check=True).stdout.split()
    tables = ask("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'ticketstock' AND TABLE_TYPE = 'BASE TABLE'"
                 " AND (TABLE_NAME LIKE 'desk%' OR TABLE_NAME LIKE 'ticket%' OR TABLE_NAME LIKE 'type%'"
                 " OR TABLE_NAME IN ('incident', 'mail_outbox', 'guest_count', 'renewed_link', 'mail_decision', 'mail_choice', 'muted_ticket', 'mail_duty', 'mail_budget', 'bulk_write', 'resting_address', 'working_hours', 'closed_day')) ORDER BY 1")
    known = {name.split("(")[0] for name in CALLS}
    others = ask("SELECT ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'ticketstock' ORDER BY 1")
    print("%-44s %s" % ("", " ".join("%-8s" % name for name, _ in accounts)))
    rows = ["CALL " + call for call in CALLS] + ["SELECT COUNT(*) FROM " + name for name in list(VIEWS) + tables]
    for statement in rows + ["DELETE FROM %s WHERE 0" % name for name in tables]:
        line = []
        for name, role in accounts:
            own = client + ["--user=" + name, "--password=aA-1password"]
            line.append(run(own, statement.replace("%s", '"as": "bob"' if name == "portal" else ""), role))
        print("%-44s %s" % (statement.replace("'{%s}'", "…"), " ".join("%-8s" % word for word in line)))
    for name, role in accounts:
        own = client + ["--user=" + name, "--password=aA-1password", "--force"]
        script = "SET ROLE %s;\n" % role + "\n".join("CALL ticketstock.%s();" % other for other in others if other not in known)
        errors = subprocess.run(own, input=script, capture_output=True, text=True, errors="replace", check=False).stderr
        codes = [int(code) for code in re.findall(r"ERROR (\d+)", errors)]
        allowed = len(set(others) - known) - sum(code in RIGHTS for code in codes)
        print("every other procedure, %s: %d allowed" % (name, allowed))


main()

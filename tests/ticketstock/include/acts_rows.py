#!/usr/bin/python3
"""Compares what the desk's procedures write with what Dolibarr wrote for the same act, column by column.

SPDX-License-Identifier: GPL-3.0-or-later

    acts_rows.py "client of a DBA" FOLDER_OF_THE_TEST_ERP

The operations that were measured are replayed in order. Before each that has a procedure the procedure is called on the
same ticket, and undone; what it has written is compared with the operation's rows. Numbers of rows, refs and track_ids
differ always; of a time it counts whether there is one. Every other difference is printed with its reason; one without a
reason fails.
"""
import csv
import json
import pathlib
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as xml

CALLS = {
    "a0": """create_ticket('{"as": "admin", "subject": "Subject a0", "message": "<p>Message of a0</p>", "type": "ISSUE"}')""",
    "a1": """create_ticket('{"as": "admin", "subject": "Subject a1", "message": "<p>Message of a1</p>", "type": "ISSUE", "assignee": "admin"}')""",
    "a2": """create_ticket('{"as": "admin", "subject": "Subject a2", "message": "<p>Message of a2</p>", "type": "ISSUE", "assignee": "alice"}')""",
    "a3": """create_ticket('{"as": "admin", "subject": "Subject a3", "message": "<p>Message of a3</p>", "type": "ISSUE", "assignee": "admin", "thirdparty": 1}')""",
    "a5": """create_ticket('{"as": "admin", "subject": "Subject a5", "message": "<p>Message of a5</p>", "type": "ISSUE", "assignee": "admin", "contact": 1}')""",
    "d3": """assign_ticket('13', 'alice', '{"as": "admin"}')""",
    "d4": """assign_ticket('13', 'bob', '{"as": "admin"}')""",
    "d25": """claim_ticket('8', '{"as": "admin"}')""",
    "d26": """unclaim_ticket('8', '{"as": "admin"}')""",
    "c4": """reply_ticket('13', '<p>Agent answer</p>', '{"as": "admin", "notify": false}')""",
    "c5": """reply_ticket('13', '<p>Agent answer</p>', '{"as": "admin", "title": "Re: your request"}')""",
    "c6": """reply_ticket('13', '<p>Agent answer</p>', '{"as": "admin", "private": true}')""",
    "c14": """reply_ticket('13', '<p>answer</p>', '{"as": "admin", "title": "s", "notify": false}')""",
    "d30": """close_ticket('8', NULL, '{"as": "admin"}')""",
    "d31": """reopen_ticket('8', NULL, '{"as": "admin"}')""",
    "d32": """close_ticket('8', NULL, '{"as": "admin", "state": "abandoned"}')""",
    "d33": """close_ticket('2', 'Goods are back', '{"as": "admin"}')""",
    "d34": """reopen_ticket('2', 'Still broken', '{"as": "admin"}')""",
    "e2": """assign_ticket('12', 'dave', '{"as": "admin"}')""",
    "f2": """link_tickets('14', '12', '{"as": "admin"}')""",
}
CONSTANTS = {"c14": "TICKET_SET_STATUS_ON_ANSWER = 7"}
REASONS = [  # (operations or None, table, column, reason)
    (None, "llx_actioncomm", "ip", "there is no browser"),
    (None, "llx_ticket", "origin_references", "by it an answer to our mails comes back to the ticket, as to tickets of goods"),
    (None, "llx_ticket", "timing", "Dolibarr's mail overwrites it with the severity, by mistake; nothing reads it"),
    ({"a5"}, "llx_ticket", "notify_tiers_at_create", "1: Dolibarr has mailed the customer; the desk does so itself"),
    ({"a5"}, "llx_ticket", "date_last_msg_sent", "Dolibarr's mail to the customer; the desk's goes later"),
    ({"a5"}, "llx_actioncomm AC_TICKET_MODIFY", "", "Dolibarr's mail to the customer; the desk's goes later"),
    ({"c5"}, "llx_actioncomm", "code", "SENTBYMAIL: Dolibarr has sent it; whether the desk does is decided later"),
    ({"c5"}, "llx_actioncomm", "email_*", "of Dolibarr's mail; ours are in mail_outbox"),
    ({"c5"}, "llx_actioncomm", "reply_to", "of Dolibarr's mail; ours are in mail_outbox"),
    ({"d33", "d34"}, "llx_actioncomm", "note", "why it was done"),
    ({"f2"}, "llx_element_element", "fk_source", "that was an intervention"),
    ({"f2"}, "llx_element_element", "sourcetype", "that was an intervention"),
]
KEYS = {"llx_ticket": "rowid", "llx_actioncomm": "id", "llx_actioncomm_resources": "rowid", "llx_element_contact": "rowid",
        "llx_element_element": "rowid"}
TIMES = {"datec", "datep", "datep2", "date_close", "date_read", "date_last_msg_sent", "datecreate"}
NEVER = {"rowid", "id", "ref", "track_id", "tms"}


class Server:
    def __init__(self, client):
        self.client = shlex.split(client) + ["--xml"]

    def run(self, script):
        done = subprocess.run(self.client, input=script, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(script[-2000:] + done.stderr)
        return done.stdout


def snapshots(text):
    """Of each round of SELECTs: {table: {key: row}}."""
    rounds = []
    for part in re.findall(r"<resultset.*?</resultset>", text, re.S):
        root = xml.fromstring(part)
        rows = [{field.get("name"): None if field.get("{http://www.w3.org/2001/XMLSchema-instance}nil") else field.text or ""
                 for field in row} for row in root]
        if not rows or "of_table" not in rows[0]:
            continue
        table = rows[0].pop("of_table")
        if not rounds or table in rounds[-1]:
            rounds.append({})
        for row in rows[1:]:
            del row["of_table"]
        rounds[-1][table] = {row[KEYS[table]]: row for row in rows[1:]}
    return rounds


def difference(before, after):
    """What was written: [(table, "new" or "gone" or "set", {column: value})]."""
    result = []
    for table in KEYS:
        old, new = before[table], after[table]
        for key in sorted(set(old) | set(new), key=int):
            if key not in old:
                result.append((table, "new", new[key]))
            elif key not in new:
                result.append((table, "gone", old[key]))
            elif old[key] != new[key]:
                result.append((table, "set", {name: value for name, value in new[key].items() if value != old[key][name]}))
    return result


def measured(rows):
    """The same of an operation's row images: later updates of a row that it has made belong to it."""
    result, made = [], {}
    for _, _, _, verb, table, key, values in rows:
        if table not in KEYS or verb not in ("INSERT", "UPDATE", "DELETE"):
            continue
        values = {name: value if verb != "UPDATE" else value[1] for name, value in json.loads(values).items()}
        values = {name: None if value is None else str(value) for name, value in values.items()}
        if verb == "UPDATE":
            number = (table, str(json.loads(key)[KEYS[table]]))
            if number not in made:
                made[number] = (table, "set", {})
                result.append(made[number])
            made[number][2].update(values)
        else:
            entry = (table, "new" if verb == "INSERT" else "gone", values)
            if verb == "INSERT":
                made[table, values[KEYS[table]]] = entry
            result.append(entry)
    order = list(KEYS)
    return sorted(result, key=lambda entry: order.index(entry[0]))


def shown(name, value):
    """A value as it is compared: of times whether there is one."""
    if value is not None and name in TIMES:
        return "a time"
    return re.sub("<[0-9a-f]{24}@", "<…@", re.sub(r"TS\d{4}-\d{4}", "REF", value)) if value else value


def title(entry):
    return entry[0] + (" " + entry[2]["code"] if entry[0] == "llx_actioncomm" and entry[1] == "new" else "")


def reason(operation, table, column):
    for operations, its_table, its_column, text in REASONS:
        if (operations is None or operation in operations) and table == its_table and (
                column == its_column or its_column.endswith("*") and column.startswith(its_column[:-1])):
            return text
    return None


def compare(operation, ours, theirs):
    """Prints the differences; the number of those that have no reason."""
    faults, columns = 0, 0
    # One entry for one: of the same table and kind, events by their code but for the way of the message.
    kind = lambda entry: (entry[0], entry[1], re.sub("_SENTBYMAIL$", "", entry[2].get("code") or ""))
    pool = list(theirs)
    lines = []
    for entry in ours:
        twin = next((other for other in pool if kind(other) == kind(entry)), None)
        if twin is None:
            faults += 1
            lines.append("ONLY OURS: %s %s" % (title(entry), entry[1]))
            continue
        pool.remove(twin)
        for name in sorted(set(entry[2]) | set(twin[2])):
            if name in NEVER or entry[0] != "llx_ticket" and name in ("fk_element", "element_id", "fk_actioncomm", "fk_target") and entry[1] == "new":
                continue
            columns += 1
            own, other = (shown(name, row.get(name)) for row in (entry[2], twin[2]))
            if own != other:
                why = reason(operation, entry[0], name)
                faults += why is None
                lines.append("%s.%s: %s, Dolibarr %s: %s" % (entry[0], name, json.dumps(own, ensure_ascii=False), json.dumps(
                    other if not name.startswith("email_") else "…", ensure_ascii=False), why or "NO REASON"))
    for entry in pool:
        why = reason(operation, title(entry), "")
        if entry[0] == "llx_actioncomm_resources":
            continue  # of the event that is named
        faults += why is None
        lines.append("Dolibarr's only: %s %s: %s" % (title(entry), entry[1], why or "NO REASON"))
    print("%s %s: %d rows, %d columns" % (operation, CALLS[operation].split("(")[0], len(ours), columns))
    for line in sorted(set(lines)):
        print("   ", line.replace("\n", "\\n"))
    return faults


def main():
    server, folder = Server(sys.argv[1]), pathlib.Path(sys.argv[2])
    sys.path.insert(0, str(folder))
    import replay_desk
    with open(folder / "facts" / "desk-rows.tsv", encoding="utf-8", newline="") as file:
        facts = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    look = ""
    for table, key in KEYS.items():
        names = [row.split("\t")[2] for row in (folder / "facts" / "columns.tsv").read_text(encoding="utf-8").splitlines()
                 if row.startswith(table + "\t")]
        empty = ", ".join("NULL AS `%s`" % name if name != key else "0 AS `%s`" % name for name in names)
        look += "SELECT '%s' AS of_table, %s UNION ALL SELECT '', %s FROM %s; " % (
            table, empty, ", ".join("`%s`" % name for name in names), table)
    faults, script = 0, ""
    for name, transactions in replay_desk.operations():
        # What sets the state that the operation began in.
        script += "".join(line for _, _, lines in transactions for line in lines[:1] if " AND (NOT " in line)
        if name in CALLS:
            constant = CONSTANTS.get(name, "").split(" = ")
            script += "START TRANSACTION; "
            if constant[0]:
                script += "INSERT INTO llx_const (name, entity, value) VALUES ('%s', 1, '%s'); " % tuple(constant)
            before, after = snapshots(server.run(script + look + "CALL ticketstock." + CALLS[name] + "; " + look + "ROLLBACK;"))
            script = ""
            faults += compare(name, difference(before, after),
                              measured([row for row in facts if row[0].split(" ")[0] == name]))
        for _, _, lines in transactions:
            script += "BEGIN; " + " ".join(lines) + " COMMIT;"
    print("%d differences without a reason" % faults)
    return faults > 0


sys.exit(main())

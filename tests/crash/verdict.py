"""Compares what writers were told, what the tables hold and what the mail server recorded.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import bisect
import collections

LANES = 3
RECIPIENTS = 3  # of a ticket: alice and the two others of her team

WATCHED = """SELECT m.inventorycode, COUNT(*), SUM(o.movement_id IS NOT NULL) + SUM(g.movement_id IS NOT NULL),
    SUM(t.rowid IS NOT NULL) FROM dolibarr.llx_stock_mouvement AS m
  LEFT JOIN opened_ticket AS o ON o.movement_id = m.rowid LEFT JOIN grouped_movement AS g ON g.movement_id = m.rowid
  LEFT JOIN dolibarr.llx_ticket AS t ON t.rowid = COALESCE(o.ticket_id, g.ticket_id)
  WHERE m.value > 0 AND m.label = 'crash' GROUP BY m.inventorycode"""


class Findings:
    """Sentences about what is wrong; the first ones are shown."""

    def __init__(self):
        self.count = 0

    def say(self, sentence):
        """One more."""
        self.count += 1
        if self.count <= 10:
            print(sentence)


def compare_movements(servers, writers, findings):
    """Every committed movement has one ticket, none of another does. Returns movements, and tickets lost."""
    rows = {code: tuple(map(int, counts)) for code, *counts in servers.sql(WATCHED)}
    lost = 0
    for writer in writers:
        for code, legs in writer.acknowledged.items():
            if rows.get(code, (0,))[0] != legs:
                findings.say(f"transaction {code} was acknowledged: {rows.get(code)} of its {legs} movements are there")
        for code, legs in writer.unanswered.items():
            if code in rows and rows[code][0] != legs:
                findings.say(f"transaction {code} is there in part: {rows[code]} of {legs}")
        for code in writer.rolled_back:
            if code in rows:
                findings.say(f"transaction {code} was rolled back and is there")
    for code, (movements, noted, tickets) in rows.items():
        if not movements == noted == tickets:
            lost += movements - tickets
            findings.say(f"transaction {code}: {movements} movements, {noted} noted, {tickets} with a ticket")
    [[stray]] = servers.sql("""SELECT COUNT(*) FROM opened_ticket AS o
      LEFT JOIN dolibarr.llx_stock_mouvement AS m ON m.rowid = o.movement_id WHERE m.rowid IS NULL""")
    if int(stray):
        findings.say(f"{stray} tickets stand for no movement")
    return sum(counts[0] for counts in rows.values()), lost


def read_record(servers):
    """Message-ID -> copies, in the order of time: (time, session, recipient)."""
    copies = collections.defaultdict(list)
    for line in servers.record.read_text().splitlines() if servers.record.exists() else []:
        when, session, name, recipient = line.split(" ")
        copies[name].append((float(when), session, recipient))
    return copies


def compare_mails(servers, copies, findings):
    """Every mail is sent and was received, under a name of its own. Returns tickets, mails, and mails lost."""
    lost, seen = 0, {}
    rows = servers.sql("SELECT id, state, COALESCE(message_id, '-'), address, COALESCE(smtp_text, '') FROM mail_outbox")
    for number, state, name, address, words in rows:
        if state != "sent" or name not in copies:
            lost += 1
            findings.say(f"mail {number} is {state} ({words}), received: {len(copies.get(name, ()))}")
        if name in seen and name != "-":
            findings.say(f"mails {seen[name]} and {number} have one Message-ID: {name}")
        seen[name] = number
        for _, _, recipient in copies.get(name, ()):
            if recipient != address:
                findings.say(f"mail {number} to {address} was received by {recipient}")
    for name in copies:
        if name not in seen:
            findings.say(f"a mail was received that is none of ours: {name}")
    [[tickets, short]] = servers.sql(f"""SELECT COUNT(*), COALESCE(SUM(mails <> {RECIPIENTS}), 0)
      FROM (SELECT (SELECT COUNT(*) FROM mail_outbox AS m WHERE m.ticket_id = o.ticket_id) AS mails
        FROM opened_ticket AS o) AS counted""")
    if int(short):
        findings.say(f"{short} tickets have not {RECIPIENTS} mails")
    return int(tickets), len(rows), lost


def count_repeats(copies, ends, findings):
    """A copy after the first belongs to the session of the one before, and to the round that ended next."""
    sessions, rounds = collections.Counter(), collections.Counter()
    times = [end for end, _ in ends]
    for taken in copies.values():
        for when, session, _ in taken[:-1]:
            sessions[session] += 1
            rounds[min(bisect.bisect_left(times, when), len(times) - 1)] += 1
    for number, count in rounds.items():
        faults = ends[number][1]
        if count > LANES * faults:
            findings.say(f"round {number + 1}: {count} mails went out again, {LANES} lanes, {faults} faults")
    worst = max(sessions.values(), default=0)
    if worst > 1:
        findings.say(f"{worst} mails of one lane's session went out again")
    return sum(sessions.values()), worst


def judge(servers, writers, ends, kind, seconds):
    """Prints the summary; True if all is well."""
    findings = Findings()
    movements, tickets_lost = compare_movements(servers, writers, findings)
    copies = read_record(servers)
    tickets, mails, mails_lost = compare_mails(servers, copies, findings)
    repeats, worst = count_repeats(copies, ends, findings)
    [[incidents]] = servers.sql("SELECT COUNT(*) FROM incident")
    if int(incidents):
        findings.say(f"{incidents} incidents: {servers.sql('SELECT message FROM incident LIMIT 1')}")
    expected = {"crash": "", "read_only": "--read-only"}.get(kind)
    for error in {error for writer in writers for error in writer.errors}:
        if expected is None or expected not in error:
            findings.say(f"a writer failed: {error}")
    rolled_back = sum(len(writer.rolled_back) for writer in writers)
    unanswered = sum(len(writer.unanswered) for writer in writers)
    print(f"{kind}: {len(ends)} rounds, {movements} movements, {rolled_back} transactions rolled back, "
          f"{unanswered} unanswered, {tickets} tickets, {mails} mails, {tickets_lost} tickets lost, "
          f"{mails_lost} mails lost, {repeats} repeats, at most {worst} a lane and fault, {seconds:.0f} s")
    return findings.count == 0

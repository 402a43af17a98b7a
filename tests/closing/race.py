#!/usr/bin/python3
"""Steps that are due race with what users do in the ERP's rows at the same moment: the user's act wins, and nothing
happens twice.

SPDX-License-Identifier: GPL-3.0-or-later

    race.py FOLDER TICKETS SEED

Three connections take each step at once, as servers of a cluster would, past the lock that one server has. One account of
the ERP does one act on each ticket, before, meanwhile or after.
"""

import collections
import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "delivery"))
from database import Database  # noqa: E402

ACTS = ("abandon", "claim", "word", "stale", "reply", "nothing")
STEPS = ("goods_left", "undone", "reopen")
MESSAGE = ("INSERT INTO llx_actioncomm (ref, entity, code, fk_user_author, label, note, fk_element, elementtype, datec, datep, email_from) "
           "VALUES ('', 1, '{}', {}, '', 'x', {}, 'ticket', UTC_TIMESTAMP(), UTC_TIMESTAMP(), {})")


def act(user, ticket, what, pause):
    """What a page of Dolibarr would write; a stale one has read the ticket some time before."""
    if what == "abandon":
        user.ask(f"BEGIN; UPDATE llx_ticket SET fk_statut = 9, progress = 100, date_close = UTC_TIMESTAMP() WHERE rowid = {ticket}; SELECT SLEEP({pause}); "
                 + MESSAGE.format("AC_TICKET_CLOSE", 2, ticket, "NULL") + "; COMMIT")
    elif what == "claim":
        user.ask(f"BEGIN; UPDATE llx_ticket SET fk_user_assign = 3, fk_statut = 2 WHERE rowid = {ticket}; SELECT SLEEP({pause}); "
                 + MESSAGE.format("AC_TICKET_ASSIGNED", 3, ticket, "NULL") + "; COMMIT")
    elif what == "word":
        user.ask(MESSAGE.format("TICKET_MSG", "NULL", ticket, f"'c{ticket}@x.test'"))
        time.sleep(pause)
        user.ask(f"UPDATE llx_ticket SET fk_statut = 3 WHERE rowid = {ticket} AND fk_statut <> 3")
    elif what == "reply":
        user.ask(MESSAGE.format("TICKET_MSG", 2, ticket, "NULL"))
    elif what == "stale":
        row = user.ask(f"SELECT COALESCE(fk_user_assign, 'NULL'), fk_statut, progress, COALESCE(CONCAT(\"'\", date_close, \"'\"), 'NULL') FROM llx_ticket WHERE rowid = {ticket}")[0]
        time.sleep(pause)
        user.ask("BEGIN; UPDATE llx_ticket SET fk_user_assign = {}, fk_statut = {}, progress = {}, date_close = {}, subject = 'changed' ".format(*row)
                 + f"WHERE rowid = {ticket}; " + MESSAGE.format("AC_TICKET_MODIFY", 3, ticket, "NULL") + "; COMMIT")


def attempt(server, work):
    for ticket, step, wait in work:
        time.sleep(wait)
        server.ask(f"SET time_zone = '+00:00'; CALL make_linked_document(); SELECT MAX(episode) INTO @e FROM ticket_deadline WHERE ticket_id = {ticket} AND step = '{step}'; "
                   f"CALL erp_try_step({ticket}, @e, '{step}', '+00:00', '')")


def prepare(base, tickets):
    base.ask("""SET time_zone = '+00:00'; USE dolibarr;
      DELETE FROM llx_ticket; DELETE FROM llx_actioncomm; DELETE FROM llx_element_contact;
      CREATE USER dolibarr@localhost; GRANT ALL ON dolibarr.* TO dolibarr@localhost;
      INSERT INTO ticketstock.erp_account (account) VALUES ('dolibarr');
      INSERT INTO llx_const (name, entity, value) VALUES ('MAIN_AGENDA_ACTIONAUTO_TICKET_CLOSE', 1, '1'), ('MAIN_AGENDA_ACTIONAUTO_TICKET_MODIFY', 1, '1');
      UPDATE ticketstock.setting SET value = '+00:00' WHERE name = 'erp_time_zone';
      UPDATE ticketstock.setting SET value = '0' WHERE name IN ('import_size', 'close_pause_minutes', 'steps_per_hour');
      CALL ticketstock.add_type_agent('*', 'alice', 'manage');
      CALL ticketstock.set_type_policy('ISSUE', '{"done_when": "goods_left"}');
      CALL ticketstock.set_type_policy('HELP', '{"done_days": 1}');
      CALL ticketstock.set_type_policy('OTHER', '{"reopen_days": 30}');
      UPDATE ticketstock.type_policy SET asked_at = '2026-01-01'; USE ticketstock""")
    for ticket, step, _ in tickets:
        kind = {"goods_left": "ISSUE", "undone": "HELP", "reopen": "OTHER"}[step]
        closed = "UTC_TIMESTAMP() - INTERVAL 1 MINUTE" if step == "reopen" else "NULL"
        base.ask(f"INSERT INTO dolibarr.llx_ticket (rowid, entity, ref, track_id, origin_email, fk_user_create, fk_user_assign, subject, message, fk_statut, type_code, datec, progress) "
                 f"VALUES ({ticket}, 1, 'R{ticket}', 'track{ticket:011}', NULL, 1, 2, 'S', 'T', 2, '{kind}', UTC_TIMESTAMP() - INTERVAL 9 DAY, 0)")
        if step == "reopen":
            base.ask(f"UPDATE dolibarr.llx_ticket SET fk_statut = 8, progress = 100, date_close = {closed} WHERE rowid = {ticket}")


def follow(base):
    while base.value("CALL follow_tickets(); SELECT (SELECT COUNT(*) FROM ticket_change WHERE incident_id IS NULL) + (SELECT COUNT(*) FROM desk_state WHERE fill_below IS NOT NULL)") != "0":
        pass


def main():
    folder, number, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    choice = random.Random(seed)
    base = Database(folder)
    tickets = [(ticket, choice.choice(STEPS), choice.choice(ACTS)) for ticket in range(1, number + 1)]
    prepare(base, tickets)
    follow(base)
    base.ask("INSERT INTO goods_due (ticket_id, track_id, opened_number, entity, movement_id, product_id, warehouse_id, lot, quantity, remaining, gone) "
             "SELECT ticket_id, track_id, 0, entity, 0, 1, 2, '', 1, 0, 1 FROM desk_ticket WHERE type_code = 'ISSUE'; "
             "UPDATE desk_ticket SET goods_due = 1, goods_left = 1 WHERE type_code = 'ISSUE'; "
             "INSERT INTO ticket_deadline (ticket_id, episode, step, due_at) SELECT ticket_id, episode, 'goods_left', UTC_TIMESTAMP() - INTERVAL 1 MINUTE FROM desk_ticket WHERE type_code = 'ISSUE'")
    for ticket, step, _ in tickets:
        if step == "reopen":  # the customer writes to the closed ticket, by a way that leaves it closed
            base.ask(MESSAGE.format("TICKET_MSG", "NULL", ticket, f"'c{ticket}@x.test'").replace("llx_", "dolibarr.llx_"))
    follow(base)
    # Written nine days ago, as their dates say.
    base.ask("UPDATE ticket_journal SET at = at - INTERVAL 9 DAY WHERE what = 'created'")
    for ticket, step, _ in tickets:
        if step == "undone":
            base.ask(f"CALL plan_ticket({ticket}, '+00:00')")
    servers = [Database(folder) for _ in range(3)]
    user = Database(folder, "dolibarr", "dolibarr")
    user.ask("SET time_zone = '+00:00'")
    for place in range(0, number, 10):
        some = tickets[place:place + 10]
        threads = [threading.Thread(target=attempt, args=(server, [(ticket, step, choice.random() * 0.04) for ticket, step, _ in some]))
                   for server in servers]
        acts = [(ticket, what, choice.random() * 0.06) for ticket, _, what in some]
        threads.append(threading.Thread(target=lambda acts=acts: [act(user, *one) for one in acts]))
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            base.ask("CALL follow_tickets()")
    for _ in range(3):
        follow(base)
        base.ask("CALL follow_deadlines()")
    follow(base)
    sys.exit(judge(base, tickets))


def judge(base, tickets):
    rows = {int(row[0]): row[1:] for row in base.ask(
        "SELECT t.rowid, t.fk_statut, COALESCE(t.fk_user_assign, 0), t.subject, k.state, k.unread, k.episode, "
        "(SELECT COUNT(*) FROM ticket_journal AS j WHERE j.ticket_id = t.rowid AND j.what = 'done'), "
        "(SELECT COUNT(*) FROM ticket_journal AS j WHERE j.ticket_id = t.rowid AND j.what = 'reminder'), "
        "(SELECT COUNT(*) FROM dolibarr.llx_actioncomm AS a WHERE a.fk_element = t.rowid AND a.code = 'AC_TICKET_CLOSE' AND a.fk_user_author IS NULL), "
        "(SELECT COUNT(*) FROM dolibarr.llx_actioncomm AS a WHERE a.fk_element = t.rowid AND a.code = 'AC_TICKET_MODIFY' AND a.fk_user_author IS NULL), "
        "(SELECT COUNT(*) FROM ticket_journal AS j WHERE j.ticket_id = t.rowid AND j.what = 'stale write') "
        "FROM dolibarr.llx_ticket AS t JOIN desk_ticket AS k ON k.ticket_id = t.rowid")}
    wrong, counts = 0, collections.Counter()
    for ticket, step, what in tickets:
        status, assignee, subject, state, unread, _, done, reminders, closings, reopenings, stale = rows[ticket]
        problems = []
        if what == "abandon" and status != "9":
            problems.append("the user has abandoned it")
        if what == "claim" and assignee != "3":
            problems.append("the user has taken it")
        if what == "word" and (state == "closed" or unread != "1"):
            problems.append("a customer waits")
        if what == "stale" and subject != "changed":
            problems.append("the user has changed its subject")
        if done != closings or int(done) > 1 or int(reminders) > 1 or int(reopenings) > 1 + (what == "stale"):
            problems.append("something happened twice")
        if step == "goods_left" and what in ("stale", "reply", "nothing") and status != "8":
            problems.append("it is done")
        if step == "undone" and what not in ("abandon",) and reminders != "1":
            problems.append("nobody was reminded")
        if step == "reopen" and what in ("reply", "nothing", "claim", "stale") and state == "closed":
            problems.append("the customer's word has opened it")
        if problems:
            wrong += 1
            print(f"ticket {ticket}, {step}, {what}: {'; '.join(problems)}:", rows[ticket])
            for row in base.ask(f"SELECT id, at, who, way, what, old_value, new_value, event_id, change_id, connection FROM ticket_journal WHERE ticket_id = {ticket} ORDER BY id") \
                    + base.ask(f"SELECT * FROM ticket_deadline WHERE ticket_id = {ticket}"):
                print("   ", *row)
        counts[step, "closed by itself" if done != "0" else "reopened" if reopenings != "0" else "reminded" if reminders != "0" else "the user was first"] += 1
        counts["stale writes", ""] += int(stale)
    for (step, outcome), count in sorted(counts.items()):
        print(f"{step:12} {outcome:20} {count:5}")
    incidents = base.ask("SELECT message FROM incident LIMIT 3")
    print(f"{len(tickets)} tickets: {wrong} wrong, {len(incidents)} incidents", *incidents)
    return 1 if wrong or incidents else 0


main()

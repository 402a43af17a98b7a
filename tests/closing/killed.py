#!/usr/bin/python3
"""The server is killed while mails are decided and steps are taken: each reminder, closing and mail comes once, none is missing.

SPDX-License-Identifier: GPL-3.0-or-later

    killed.py FOLDER TICKETS KILLS SEED
"""

import os
import pathlib
import random
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "delivery"))
from database import Database  # noqa: E402


def prepare(base, tickets):
    """Tickets of three types that have lain there for nine days: to be reminded of, done by goods, to be given to somebody."""
    base.ask("""SET time_zone = '+00:00'; USE dolibarr;
      DELETE FROM llx_ticket; DELETE FROM llx_actioncomm; DELETE FROM llx_element_contact;
      UPDATE ticketstock.setting SET value = '+00:00' WHERE name = 'erp_time_zone';
      UPDATE ticketstock.setting SET value = '0' WHERE name IN ('import_size', 'close_pause_minutes', 'steps_per_hour', 'tell_within_hours', 'mails_per_address_hour', 'mails_to_strangers_hour');
      UPDATE llx_user SET email = CONCAT(login, '@example.test'), statut = 1 WHERE rowid <= 6;
      CALL ticketstock.add_type_agent('*', 'alice', 'manage');
      CALL ticketstock.add_type_agent('*', 'carol', 'manage');
      CALL ticketstock.set_type_policy('HELP', '{"done_days": 1}');
      CALL ticketstock.set_type_policy('ISSUE', '{"done_when": "goods_left", "done_words_en": "Done."}');
      CALL ticketstock.set_type_policy('OTHER', '{"assignment": "round_robin", "assign_again_days": 30}');
      UPDATE ticketstock.type_policy SET asked_at = '2026-01-01'""")
    rows = ", ".join(f"({t}, 1, 'K{t}', 'track{t:011}', 'c{t}@x.test', 'S', 'T', 2, '{('HELP', 'ISSUE', 'OTHER')[t % 3]}', UTC_TIMESTAMP() - INTERVAL 9 DAY, {'NULL' if t % 3 == 2 else 2})"
                     for t in range(1, tickets + 1))
    base.ask("UPDATE llx_user SET statut = 0; INSERT INTO llx_ticket (rowid, entity, ref, track_id, origin_email, subject, message, fk_statut, type_code, datec, fk_user_assign) VALUES " + rows)
    follow(base)
    base.ask("""UPDATE llx_user SET statut = 1; USE ticketstock;
      UPDATE ticket_journal SET at = at - INTERVAL 9 DAY; UPDATE desk_ticket SET unread = 0, waiting_since = NULL, by_customer = 0;
      INSERT INTO goods_due (ticket_id, track_id, opened_number, entity, movement_id, product_id, warehouse_id, lot, quantity, remaining, gone)
        SELECT ticket_id, track_id, 0, entity, 0, 1, 2, '', 1, 0, 1 FROM desk_ticket WHERE type_code = 'ISSUE';
      UPDATE desk_ticket SET goods_due = 1, goods_left = 1 WHERE type_code = 'ISSUE';
      UPDATE desk_state SET planned_print = NULL;
      INSERT INTO ticket_deadline (ticket_id, episode, step, due_at) SELECT ticket_id, episode, 'goods_left', UTC_TIMESTAMP() - INTERVAL 1 MINUTE FROM desk_ticket WHERE type_code = 'ISSUE'""")


def follow(base):
    while base.value("CALL ticketstock.follow_tickets(); SELECT COUNT(*) FROM ticketstock.ticket_change WHERE incident_id IS NULL") != "0":
        pass


def work(folder, ended):
    """Turns of both events, until the server is gone."""
    turn = ("SET time_zone = '+00:00'; UPDATE ticket_deadline SET due_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE step = 'assign' AND done_at IS NULL; "
            "CALL follow_deadlines(); CALL follow_tickets()")
    while not ended.is_set():
        subprocess.run(["mariadb", "--no-defaults", "-S", f"{folder}/socket", "-u", "root", "ticketstock", "-e", turn], capture_output=True, check=False)


def is_dead(pid):
    """Whether a process has ended; it may be another one's child, and not be waited for yet."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def start(folder, command):
    """Starts the server again with its own command line."""
    with open(f"{folder}/mariadbd.log", "a", encoding="utf-8") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    pathlib.Path(f"{folder}/mariadbd.pid").write_text(f"{server.pid}\n", encoding="ascii")
    while subprocess.run(["mariadb", "--no-defaults", "-S", f"{folder}/socket", "-u", "root", "-e", "DO 1"], capture_output=True, check=False).returncode:
        time.sleep(0.1)
    return server


def main():
    folder, tickets, kills, seed = sys.argv[1], *map(int, sys.argv[2:])
    choice = random.Random(seed)
    prepare(Database(folder, "dolibarr"), tickets)
    pid = int(pathlib.Path(f"{folder}/mariadbd.pid").read_text(encoding="ascii"))
    command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")[:-1]
    server = None
    for _ in range(kills):
        ended = threading.Event()
        worker = threading.Thread(target=work, args=(folder, ended))
        worker.start()
        time.sleep(choice.uniform(0.2, 1.2))
        os.kill(pid, signal.SIGKILL)
        ended.set()
        worker.join()
        if server:
            server.wait()
        while not is_dead(pid):
            time.sleep(0.05)
        server = start(folder, command)
        pid = server.pid
    base = Database(folder)
    base.ask("SET time_zone = '+00:00'")
    left = "SELECT COUNT(*) FROM ticket_deadline WHERE done_at IS NULL AND step IN ('undone', 'goods_left', 'assign')"
    for _ in range(100):
        base.ask("UPDATE ticket_deadline SET due_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND WHERE step = 'assign' AND done_at IS NULL; CALL follow_deadlines(); CALL follow_tickets()")
        if base.value(left) == "0":
            break
    follow(base)
    sys.exit(judge(base, tickets, kills))


def judge(base, tickets, kills):
    wanted = {"reminder": sum(t % 3 == 0 for t in range(1, tickets + 1)), "done": sum(t % 3 == 1 for t in range(1, tickets + 1)),
              "assignment": sum(t % 3 == 2 for t in range(1, tickets + 1))}
    wrong = 0
    for what, number in wanted.items():
        found = base.ask(f"SELECT COUNT(DISTINCT ticket_id), COUNT(*) FROM ticket_journal WHERE what = '{what}' AND COALESCE(new_value, '') <> 'nobody is there'")[0]
        print(f"{what:12} of {found[0]:>4} tickets, {found[1]:>4} times; wanted {number}")
        wrong += found != [str(number), str(number)]
    for name, query in (
            ("assigned to nobody, or not as the desk knows", "dolibarr.llx_ticket AS t JOIN desk_ticket AS k ON k.ticket_id = t.rowid WHERE t.type_code = 'OTHER' AND NOT (t.fk_user_assign > 0 AND t.fk_user_assign <=> k.assignee_id)"),
            ("not closed", "dolibarr.llx_ticket AS t WHERE t.type_code = 'ISSUE' AND t.fk_statut <> 8"),
            ("events of closing too many", "(SELECT fk_element FROM dolibarr.llx_actioncomm WHERE code = 'AC_TICKET_CLOSE' GROUP BY fk_element HAVING COUNT(*) > 1) AS a"),
            ("events of assignment too many", "(SELECT fk_element FROM dolibarr.llx_actioncomm WHERE code = 'AC_TICKET_ASSIGNED' GROUP BY fk_element HAVING COUNT(*) > 1) AS a"),
            ("decisions without a mail", "mail_decision WHERE sender = 'ours' AND mail_id IS NULL AND goes_at IS NULL"),
            ("mails without a decision", "mail_outbox AS m LEFT JOIN mail_decision AS d ON d.mail_id = m.id WHERE m.kind IN ('reminder', 'closed', 'assigned') AND d.id IS NULL"),
            ("mails twice", "(SELECT ticket_id, recipient_user_id, address, kind FROM mail_outbox WHERE kind IN ('reminder', 'closed', 'assigned') GROUP BY ticket_id, recipient_user_id, address, kind HAVING COUNT(*) > 1) AS m"),
            ("reminders without a mail", "ticket_journal AS j LEFT JOIN mail_decision AS d ON d.journal_id = j.id AND d.sender = 'ours' AND d.mail_id IS NOT NULL WHERE j.what = 'reminder' AND d.id IS NULL"),
            ("incidents", "incident")):
        found = base.value(f"SELECT COUNT(*) FROM {query}")
        print(f"{name}: {found}")
        wrong += found != "0"
    for row in base.ask("SELECT message FROM incident LIMIT 5"):
        print(*row)
    mails = base.ask("SELECT kind, COUNT(*) FROM mail_outbox GROUP BY kind ORDER BY kind")
    print(f"{tickets} tickets, {kills} kills: {wrong} wrong; mails", ", ".join(" ".join(row) for row in mails))
    return 1 if wrong else 0


if __name__ == "__main__":
    main()

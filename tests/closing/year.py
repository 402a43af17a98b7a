#!/usr/bin/python3
"""A year of tickets, by a clock that is moved: what the server does, and what the model says that it is to do.

SPDX-License-Identifier: GPL-3.0-or-later

    year.py FOLDER TICKETS DAYS FIRST_DAY SEED
"""

import collections
import datetime
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "delivery"))
from calendar_of_work import Calendar, UTC, to_local, to_utc  # noqa: E402
from database import Database  # noqa: E402
from model import Model  # noqa: E402

HOUR = datetime.timedelta(hours=1)
HOURS = {day: [(480, 720), (810, 1080)] for day in range(1, 6)}
HOURS[7] = [(60, 300)]  # the night in which the clock changes
CUSTOMER, ALICE, CAROL = None, 2, 4


def clock(moment):
    return f"SET timestamp = {moment.timestamp():.0f}"


class Year:
    def __init__(self, folder, tickets, days, first, seed):
        self.base = Database(folder, "dolibarr")
        self.random = random.Random(seed)
        self.first, self.days = first, days
        self.closed = [first.date() + datetime.timedelta(days=number) for number in self.random.sample(range(days), max(2, days // 25))]
        # Of each agent leave: the user, the first and the last day, in the ERP's zone.
        self.leave = [(user, day, day + datetime.timedelta(days=self.random.choice((0, 1, 2, 6, 13)))) for user in (ALICE, CAROL)
                      for day in (first.date() + datetime.timedelta(days=number) for number in self.random.sample(range(days), max(6, days // 10)))]
        self.model = Model(Calendar(HOURS, set(self.closed), first, days + 200), self.is_away)
        self.acts = collections.defaultdict(list)
        self.documents = {}
        self.goods = {}  # of each ticket: how many lie there, price of one
        self.plan(tickets)

    def plan(self, tickets):
        """Who does what when: hours of the day in which no clock changes."""
        for ticket in range(1, tickets + 1):
            day = self.random.randrange(max(1, self.days - 5))
            kind = self.random.choice(("ISSUE", "ISSUE", "HELP", "HELP", "PROJECT", "OTHER"))
            self.add(day, ticket, ("open", kind))
            for _ in range(self.random.randrange(9)):
                day += self.random.choice((0, 0, 1, 1, 2, 3, 5, 8, 15))
                self.add(day, ticket, (self.random.choice(
                    ("customer", "customer", "agent", "agent", "agent", "claim", "unclaim", "close", "reopen", "type", "document", "undocument", "enter", "leave")),))
        changes = ((0.3, "ISSUE", '{"answer_hours": 4}'), (0.4, "ISSUE", '{"assignment": "least_open", "assign_again_days": 10}'),
                   (0.65, "OTHER", '{"assignment": "least_open"}'), (0.75, "HELP", '{"assignment": "round_robin"}'), (0.5, "HELP", '{"silence_days": 6}'), (0.6, "ISSUE", '{"take_hours": null}'),
                   (0.55, "PROJECT", '{"escalate_value_days": 2000}'),
                   (0.7, "ISSUE", '{"escalate_to": null}'), (0.8, "ISSUE", '{"take_hours": 2, "done_days": 3}'), (0.9, "HELP", '{"done_when": "by_hand"}'))
        for share, kind, options in changes:
            self.add(int(self.days * share), 0, ("policy", kind, options))

    def is_away(self, user, moment):
        return any(who == user and begins <= to_local(moment).date() <= ends for who, begins, ends in self.leave)

    def add(self, day, ticket, act):
        if day < self.days:
            hour = self.random.randrange(6, 20)
            if act[0] == "open":
                self.opened = (day, hour)
            self.acts[self.first + datetime.timedelta(days=day, hours=hour)].append((ticket, *act))

    def prepare(self):
        entries = ", ".join(f"(0, {day}, '{o // 60:02}:{o % 60:02}', '{c // 60:02}:{c % 60:02}')" for day, windows in HOURS.items() for o, c in windows)
        days = ", ".join(f"(0, '{day}')" for day in self.closed)
        leave = ", ".join(f"('', {user}, 1, 1, '{begins}', '', '{begins}', '{ends}', 0, 3)" for user, begins, ends in self.leave)
        self.base.ask(f"""SET time_zone = '+00:00'; {clock(self.first)};
          DELETE FROM llx_ticket; ALTER TABLE llx_ticket AUTO_INCREMENT = 100001; DELETE FROM llx_actioncomm; DELETE FROM llx_element_contact; DELETE FROM llx_element_element;
          UPDATE llx_user SET email = CONCAT(login, '@example.test'), statut = 1 WHERE rowid <= 6;
          INSERT INTO ticketstock.erp_account (account) VALUES ('root');
          INSERT INTO llx_const (name, entity, value) VALUES ('MAIN_AGENDA_ACTIONAUTO_TICKET_CLOSE', 1, '1');
          UPDATE ticketstock.setting SET value = 'Europe/Paris' WHERE name = 'erp_time_zone';
          UPDATE ticketstock.setting SET value = '0' WHERE name IN ('import_size', 'mails_per_ticket_hour', 'mails_per_address_hour', 'mails_to_strangers_hour');
          INSERT INTO ticketstock.working_hours (entity, weekday, opens, closes) VALUES {entries};
          INSERT INTO ticketstock.closed_day (entity, day) VALUES {days};
          INSERT INTO llx_holiday (ref, fk_user, fk_type, fk_validator, date_create, description, date_debut, date_fin, halfday, statut) VALUES {leave};
          CALL ticketstock.add_rule('Elsewhere', 'WORKSHOP', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 's', 'm');
          CALL ticketstock.add_type_agent('*', 'alice', 'manage'); CALL ticketstock.add_type_agent('*', 'carol', 'manage');
          CALL ticketstock.prepare_numbers(); CALL ticketstock.follow_tickets()""")
        self.policy(self.first, "ISSUE", '{"take_hours": 4, "answer_hours": 8, "done_days": 5, "escalate_hours": 4, "escalate_to": "bob"}')
        self.policy(self.first, "HELP", '{"done_when": "silence", "silence_days": 10, "warning_days": 3, "answer_hours": 16, "done_words_en": "Done."}')
        self.policy(self.first, "OTHER", '{"reopen_days": 5, "assignment": "round_robin", "assign_again_days": 3}')
        self.policy(self.first, "PROJECT", '{"done_when": "document", "documents": ["intervention", "invoice"], "escalate_value_days": 5000, "escalate_to": "bob"}')

    def policy(self, moment, kind, options):
        self.base.ask(f"CALL ticketstock.set_type_policy('{kind}', '{options}')")
        self.model.policy(moment, kind, options)

    def event(self, ticket, code, author, local):
        return (f"INSERT INTO llx_actioncomm (ref, entity, code, fk_user_author, label, note, fk_element, elementtype, datec, datep, email_from) "
                f"VALUES ('', 1, '{code}', {author or 'NULL'}, '', 'x', {ticket}, 'ticket', '{local}', '{local}', "
                f"{'NULL' if author else repr(f'c{ticket}@x.test')})")

    def act(self, moment, ticket, what, *more):
        """The statements of an act, as Dolibarr would write it; the model is told."""
        local = to_local(moment).strftime("%Y-%m-%d %H:%M:%S")
        if what == "policy":
            self.policy(moment, *more)
            return []
        known = self.model.tickets.get(ticket)
        if what == "open":
            self.model.open(moment, ticket, more[0])
            return [f"INSERT INTO llx_ticket (rowid, entity, ref, track_id, origin_email, subject, message, fk_statut, type_code, datec) VALUES "
                    f"({ticket}, 1, 'Y{ticket}', 'track{ticket:011}', 'c{ticket}@x.test', 'S', 'T', 0, '{more[0]}', '{local}')",
                    self.event(ticket, "AC_TICKET_CREATE", CUSTOMER, local)]
        if not known or known.opened_at >= moment:
            return []
        change = f"UPDATE llx_ticket SET {{}} WHERE rowid = {ticket}"
        if what in ("customer", "agent"):
            status = 3 if what == "customer" or known.status < 3 else known.status
            if what == "agent" and not known.is_open:
                return []
            self.model.word(moment, ticket, what, status)
            return [self.event(ticket, "TICKET_MSG", CUSTOMER if what == "customer" else ALICE, local), change.format(f"fk_statut = {status}")]
        if what in ("claim", "unclaim") and known.is_open:
            user = self.random.choice((ALICE, CAROL)) if what == "claim" else None
            self.model.assign(moment, ticket, user)
            return [change.format(f"fk_user_assign = {user or 'NULL'}, fk_statut = {2 if user else 1}"), self.event(ticket, "AC_TICKET_ASSIGNED", ALICE, local)]
        if what == "close" and known.is_open:
            self.model.close(moment, ticket)
            return [change.format(f"fk_statut = 8, progress = 100, date_close = '{local}'"), self.event(ticket, "AC_TICKET_CLOSE", ALICE, local)]
        if what == "reopen" and not known.is_open:
            self.model.reopen(moment, ticket)
            return [change.format(f"fk_statut = {2 if known.assignee else 0}"), self.event(ticket, "AC_TICKET_MODIFY", ALICE, local)]
        if what == "type" and known.is_open:
            kind = self.random.choice(("ISSUE", "HELP", "PROJECT", "OTHER"))
            self.model.change_type(ticket, kind)
            return [change.format(f"type_code = '{kind}'"), self.event(ticket, "AC_TICKET_MODIFY", ALICE, local)]
        if what in ("document", "undocument"):
            done = what == "document"
            statements = []
            if ticket not in self.documents:
                self.documents[ticket] = done
                way = ("fk_source, sourcetype, fk_target, targettype", "fk_target, targettype, fk_source, sourcetype")[ticket % 2]
                table, element = (("llx_fichinter", "fichinter"), ("llx_facture", "facture"))[ticket // 2 % 2]
                statements = [f"INSERT INTO {table} (rowid, ref) VALUES ({ticket}, 'DOC{ticket:05}')",
                              f"INSERT INTO llx_element_element ({way}) VALUES ({ticket}, 'ticket', {ticket}, '{element}')"]
            self.model.document(ticket, done)
            table, state = (("llx_fichinter", "fk_statut = {}".format(3 if done else 1)), ("llx_facture", "fk_statut = {0}, paye = {0}".format(int(done))))[ticket // 2 % 2]
            return [*statements, f"UPDATE {table} SET {state} WHERE rowid = {ticket}"]
        if what == "enter" and ticket not in self.goods:
            self.goods[ticket] = [4, self.random.randrange(1, 2000)]
            return self.move(ticket, 4, local)
        if what == "leave" and self.goods.get(ticket, (0,))[0]:
            return self.move(ticket, -self.random.randrange(1, self.goods[ticket][0] + 1), local)
        return []

    def move(self, ticket, number, local):
        """Goods enter, as those of the ticket, or leave; of each ticket a product of its own. Nobody watches their warehouse, or
        each entry would open a ticket; what leaves counts as if somebody did."""
        if number < 0:
            self.goods[ticket][0] += number
        there, price = self.goods[ticket]
        self.model.goods(ticket, there * price or None)
        row = (f"INSERT INTO llx_stock_mouvement (datem, fk_product, fk_entrepot, value, price, type_mouvement, fk_user_author, label) "
               f"VALUES ('{local}', {ticket + 1000}, 2, {number}, {price}, 3, 1, 'x')")
        if number < 0:
            return [row, "UPDATE ticketstock.stock_change SET warehouse_id = (SELECT MIN(w.warehouse_id) FROM ticketstock.rule_warehouse AS w) "
                         "WHERE movement_id = LAST_INSERT_ID()"]
        return [row, f"INSERT INTO ticketstock.opened_ticket (movement_id, ticket_id, track_id, rule_id, entity) VALUES (LAST_INSERT_ID(), {ticket}, 'track{ticket:011}', 1, 1)"]

    def run(self):
        self.prepare()
        follow = "CALL ticketstock.follow_tickets(); CALL ticketstock.follow_tickets()"
        for number in range(self.days * 24):
            moment = self.first + number * HOUR
            self.base.ask(clock(moment))
            statements = []
            for ticket, *act in self.acts.get(moment, ()):
                statements += self.act(moment, ticket, *act)
            self.model.assign_new(moment)
            self.model.take(moment)
            self.base.ask("; ".join([*statements, follow, "CALL ticketstock.follow_deadlines()", follow]))
        return self.compare()

    def compare(self):
        """Prints what has happened, and how it differs from the model."""
        rows = self.base.ask("SELECT ticket_id, episode, step, ROUND(UNIX_TIMESTAMP(done_at)) FROM ticketstock.ticket_deadline WHERE done_at IS NOT NULL")
        found = {(int(t), int(e), s): datetime.datetime.fromtimestamp(int(float(at)), UTC) for t, e, s, at in rows}
        differences = 0
        for key in sorted(set(found) | set(self.model.done)):
            if found.get(key) != self.model.done.get(key):
                differences += 1
                if differences <= 20:
                    print("ticket %d, episode %d, %s:" % key, "server", found.get(key), "model", self.model.done.get(key))
        counts = collections.Counter(step for _, _, step in found)
        for step, number in sorted(counts.items()):
            print(f"{step:24} {number:6}, of the model {sum(key[2] == step for key in self.model.done):6}")
        mails = collections.Counter((int(t), step, address) for t, step, address in self.base.ask(
            "SELECT d.ticket_id, j.old_value, d.address FROM ticketstock.mail_decision AS d JOIN ticketstock.ticket_journal AS j ON j.id = d.journal_id "
            "WHERE d.event IN ('reminder', 'escalation', 'warning') AND d.sender = 'ours' AND d.mail_id IS NOT NULL"))
        wrong = sum(((mails - self.model.mails) + (self.model.mails - mails)).values())
        print(f"mails of them            {sum(mails.values()):6}, of the model {sum(self.model.mails.values()):6}")
        for key in list(((mails - self.model.mails) + (self.model.mails - mails)))[:10]:
            print("mail", key, "server", mails[key], "model", self.model.mails[key])
        states = {int(t): status in ("8", "9") for t, status in self.base.ask("SELECT rowid, fk_statut FROM llx_ticket")}
        wrong_states = sum(states[t] == known.is_open for t, known in self.model.tickets.items())
        owners = {int(t): int(user) if user not in (None, "NULL", "0") else None for t, user in self.base.ask("SELECT rowid, fk_user_assign FROM llx_ticket")}
        wrong_owners = [(t, owners[t], known.assignee) for t, known in self.model.tickets.items() if owners[t] != known.assignee]
        for owner in wrong_owners[:10]:
            print("ticket %d: server gave it to %s, model to %s" % owner)
        given, nobody = self.base.ask("SELECT COUNT(*), COALESCE(SUM(new_value = 'nobody is there'), 0) FROM ticketstock.ticket_journal WHERE what = 'assignment'")[0]
        found_given, counted = (int(given) - int(nobody), int(nobody)), self.model.counts
        told_given = (counted["given"] + counted["given again"], counted["nobody is there"])
        print(f"given to somebody {found_given[0]}, of the model {told_given[0]}, of these again {counted['given again']}; nobody was there {found_given[1]}, of the model {told_given[1]}")
        journal = int(self.base.value("SELECT COUNT(*) FROM ticketstock.ticket_journal WHERE what IN ('done', 'reminder', 'escalation', 'warning', 'successor')"))
        entries = journal - sum(key[2] != "assign" for key in found)
        incidents = self.base.ask("SELECT message FROM ticketstock.incident LIMIT 5")
        for incident in incidents:
            print("incident", *incident)
        print(f"{len(self.model.tickets)} tickets, {self.days} days, {sum(map(len, self.acts.values()))} acts: {len(found)} steps, {differences} differ; "
              f"mails {wrong} differ; {wrong_states} states differ; {len(wrong_owners)} assignees differ; journal {entries} entries more than steps; {len(incidents)} incidents")
        return 1 if differences or wrong or wrong_states or wrong_owners or found_given != told_given or entries or incidents or not found else 0


def main():
    folder, tickets, days, first, seed = sys.argv[1:]
    day = datetime.datetime.combine(datetime.date.fromisoformat(first), datetime.time(), UTC)
    sys.exit(Year(folder, int(tickets), int(days), day, int(seed)).run())


main()

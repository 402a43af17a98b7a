"""What policies say that is to become of tickets, hour by hour.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import collections
import datetime
import json
import math

from calendar_of_work import to_local, to_utc

DAY = datetime.timedelta(days=1)
PAUSE = datetime.timedelta(minutes=60)
AGENTS = ("alice@example.test", "carol@example.test")
ASKING = ("take_hours", "answer_hours", "done_days", "reopen_days", "escalate_value_days", "assign_again_days")
ESCALATING = ("escalate_hours", "escalate_to")
NAMES = {2: "alice@example.test", 4: "carol@example.test"}


class Ticket:
    def __init__(self, moment, kind):
        self.opened_at = self.began = moment
        self.kind, self.status, self.is_open, self.episode, self.assignee = kind, 0, True, 1, None
        self.unread, self.waiting, self.customer_at, self.agent_at = True, moment, moment, None
        self.untaken_since = None
        self.closed_on = self.wrote_on = None  # the last closing; the word by which the ERP has opened it again
        self.document = None
        self.worth = None  # of the goods that lie there
        self.document_due = None
        self.closed_by_document = False
        self.by_goods = False  # a rule has opened it, and says whose it is
        self.nobody_at = None  # nobody was there to be given it
        self.again_at = None  # when that is tried again


class Model:
    """calendar: of work. away(user, moment): is he on leave?"""

    def __init__(self, calendar, away):
        self.calendar, self.away = calendar, away
        self.now, self.free, self.turns = None, {}, collections.defaultdict(dict)
        self.next_number = 100001  # of tickets that the server opens itself
        self.counts = collections.Counter()
        self.tickets, self.policies, self.asked, self.done = {}, {}, {}, {}
        self.mails = collections.Counter()

    def policy(self, moment, kind, options):
        policy = self.policies.setdefault(kind, collections.defaultdict(lambda: None))
        before = dict(policy)
        policy.update(json.loads(options))
        asks = policy["done_when"] not in (None, "by_hand") or any(policy[key] for key in ASKING)
        more = any(policy[key] and not before.get(key) for key in ASKING + ESCALATING) or policy["done_when"] == "silence" and (
            before.get("done_when") != "silence" or policy["silence_days"] < before["silence_days"])
        self.asked[kind] = (moment if more else self.asked.get(kind) or moment) if asks else None

    def open(self, moment, number, kind):
        self.tickets[number] = Ticket(moment, kind)
        self.free[number] = True

    def word(self, moment, number, whose, status):
        ticket = self.tickets[number]
        if not ticket.is_open:
            self.reopen(moment, number)
        if whose == "customer" and ticket.began == moment and ticket.episode > 1:
            ticket.wrote_on = moment
        ticket.status = status
        if whose == "agent":
            ticket.unread, ticket.agent_at = False, moment
        else:
            ticket.customer_at = moment
            if not ticket.unread:
                ticket.unread, ticket.waiting = True, moment

    def assign(self, moment, number, user):
        ticket = self.tickets[number]
        if ticket.assignee and not user:
            ticket.untaken_since = moment
        if ticket.assignee or user:  # who takes a ticket from nobody changes nothing
            ticket.nobody_at = None
        ticket.assignee, ticket.status = user, 2 if user else 1

    def close(self, moment, number):
        ticket = self.tickets[number]
        ticket.closed_on, ticket.wrote_on = moment, None
        ticket.is_open, ticket.status, ticket.unread = False, 8, False
        ticket.again_at = None

    def reopen(self, moment, number):
        ticket = self.tickets[number]
        ticket.is_open, ticket.status, ticket.episode, ticket.began = True, 2 if ticket.assignee else 0, ticket.episode + 1, moment
        ticket.wrote_on = None

    def change_type(self, number, kind):
        ticket = self.tickets[number]
        if ticket.kind != kind and not ticket.assignee:
            self.free.pop(number, None)
            self.free[number] = True
        ticket.kind = kind

    def goods(self, number, worth):
        self.tickets[number].worth = worth
        self.tickets[number].by_goods = True

    def document(self, number, done):
        self.tickets[number].document = done

    def dues(self, number, ticket):
        """Steps of a ticket that are to come: {step: when}."""
        policy, asked = self.policies.get(ticket.kind), self.asked.get(ticket.kind)
        if not ticket.is_open or not asked:
            return {}
        dues, began, work = {}, max(ticket.began, asked), self.calendar
        if policy["take_hours"] and not ticket.assignee:
            dues["untaken"] = work.add_hours(max(began, ticket.untaken_since or began), policy["take_hours"])
        if policy["answer_hours"] and ticket.unread:
            dues["unanswered"] = work.add_hours(max(ticket.waiting, asked), policy["answer_hours"])
        if policy["done_days"]:
            dues["undone"] = work.add_days(began, policy["done_days"])
        for step in list(dues):
            if policy["escalate_hours"]:
                told = [self.done.get((number, ticket.episode, step + who), self.now) for who in ("", "_group")]
                later = work.add_hours(max(dues[step], told[0]), policy["escalate_hours"])
                if step != "untaken":
                    dues[step + "_group"] = later
                    later = work.add_hours(max(later, told[1]), policy["escalate_hours"])
                if policy["escalate_to"]:
                    dues[step + "_manager"] = later
        if policy["escalate_value_days"] and ticket.worth and policy["escalate_value_days"] / ticket.worth <= 3650:
            dues["value_manager"] = began + math.ceil(policy["escalate_value_days"] / ticket.worth) * DAY
        if policy["done_when"] == "silence" and not ticket.unread and ticket.agent_at and ticket.agent_at >= ticket.customer_at:
            spoke = to_local(max(ticket.agent_at, began))
            warned = self.done.get((number, ticket.episode, "silence_warning"))
            dues["silence_warning"] = to_utc(spoke + (policy["silence_days"] - policy["warning_days"]) * DAY)
            dues["silence"] = to_utc(spoke + policy["silence_days"] * DAY)
            dues["silence"] = max(dues["silence"], to_utc(to_local(warned or self.now) + policy["warning_days"] * DAY))
        if policy["reopen_days"] and ticket.unread and ticket.wrote_on and ticket.wrote_on > ticket.closed_on + policy["reopen_days"] * DAY:
            dues["successor"] = ticket.wrote_on
        if ticket.document_due and policy["done_when"] == "document":
            dues["document"] = ticket.document_due
        again = self.plan_again(number, ticket, policy, asked)
        if again:
            dues["assign"] = again
        return {step: due for step, due in dues.items() if (number, ticket.episode, step) not in self.done}

    def turn(self, kind, strategy):
        """Whose turn it is: the user; None: nobody is there."""
        there = [user for user in NAMES if not self.away(user, self.now)]
        has = collections.Counter(ticket.assignee for ticket in self.tickets.values() if ticket.is_open) if strategy == "least_open" else {}
        return min(there, key=lambda user: (has.get(user, 0), self.turns[kind].get(user, 0), user), default=None)

    def give(self, number, why):
        """Gives a ticket that nobody has to somebody by its type."""
        ticket = self.tickets[number]
        user = self.turn(ticket.kind, self.policies[ticket.kind]["assignment"])
        if user or why == "given":
            self.counts[why if user else "nobody is there"] += 1
        if user:
            self.turns[ticket.kind][user] = max(self.turns[ticket.kind].values(), default=0) + 1
            ticket.assignee, ticket.status, ticket.nobody_at = user, 2, None
        return user

    def assign_new(self, moment):
        """Tickets that are new, or of a new type, when all that happened in this hour is followed."""
        self.now = moment
        for number in self.free:
            ticket = self.tickets[number]
            policy = self.policies.get(ticket.kind)
            if ticket.is_open and not ticket.assignee and policy and policy["assignment"] not in (None, "fixed"):
                if not self.give(number, "given"):
                    ticket.nobody_at = moment
        self.free = {}

    def plan_again(self, number, ticket, policy, asked):
        """When it is tried again to give it to somebody; None: it is not."""
        waits = (policy["assign_again_days"] and not ticket.assignee and ticket.nobody_at and (ticket.nobody_at >= asked or ticket.again_at)
                 and ticket.nobody_at > self.now - policy["assign_again_days"] * DAY)
        if not waits:
            ticket.again_at = None
        elif not ticket.again_at:
            ticket.again_at = self.calendar.add_hours(ticket.nobody_at, 1)
        return ticket.again_at

    def try_again(self, number, ticket):
        """Gives it to whoever is back, where somebody works; else says when that is tried again."""
        works = self.calendar.next_moment(self.now)
        strategy = "fixed" if ticket.by_goods else self.policies[ticket.kind]["assignment"]
        if works > self.now:
            ticket.again_at = works
        elif strategy in (None, "fixed") or not self.give(number, "given again"):
            ticket.again_at = self.calendar.add_hours(self.now, 1)
        return bool(ticket.assignee)

    def look_at_documents(self, moment):
        for ticket in self.tickets.values():
            policy = self.policies.get(ticket.kind)
            waits = ticket.is_open and policy and policy["done_when"] == "document"
            if not waits or not ticket.document or ticket.closed_by_document:
                ticket.document_due = None
            elif not ticket.document_due:
                ticket.document_due = moment + PAUSE

    def take(self, moment):
        """What happens in this turn, in the order of the server."""
        self.look_at_documents(moment)
        changed = set()  # what the server has done itself is followed before the next turn
        steps = sorted((due, number, step) for number, ticket in self.tickets.items() for step, due in self.dues(number, ticket).items() if due <= moment)
        for _, number, step in steps:
            ticket = self.tickets[number]
            due = self.dues(number, ticket).get(step)
            if not due or due > moment or number in changed:
                continue
            if step == "assign":
                if not self.try_again(number, ticket):
                    continue
                changed.add(number)
            if step == "document" and ticket.unread:
                ticket.document_due = moment + PAUSE
                continue
            self.done[number, ticket.episode, step] = moment
            if step in ("silence", "document", "successor"):
                ticket.closed_by_document = ticket.closed_by_document or step == "document"
                ticket.document_due = None
                self.close(moment, number)
                if step == "successor":
                    self.open(moment, self.next_number, ticket.kind)
                    self.next_number += 1
                continue
            if step == "assign":
                continue
            for address in self.told(number, ticket, step):
                self.mails[number, step, address] += 1
        self.assign_new(moment)

    def told(self, number, ticket, step):
        if step == "silence_warning":
            return (f"c{number}@x.test",)
        if step.endswith("_manager"):
            return ("bob@example.test",)
        if step.endswith("_group") or not ticket.assignee:
            return AGENTS
        return (NAMES[ticket.assignee],)

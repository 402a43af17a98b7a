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


class Model:
    def __init__(self, calendar):
        self.calendar = calendar
        self.tickets, self.policies, self.asked, self.done = {}, {}, {}, {}
        self.mails = collections.Counter()

    def policy(self, moment, kind, options):
        policy = self.policies.setdefault(kind, collections.defaultdict(lambda: None))
        policy.update(json.loads(options))
        asks = policy["done_when"] not in (None, "by_hand") or any(policy[key] for key in ("take_hours", "answer_hours", "done_days", "reopen_days", "escalate_value_days"))
        self.asked[kind] = (self.asked.get(kind) or moment) if asks else None

    def open(self, moment, number, kind):
        self.tickets[number] = Ticket(moment, kind)

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
        ticket.assignee, ticket.status = user, 2 if user else 1

    def close(self, moment, number):
        ticket = self.tickets[number]
        ticket.closed_on, ticket.wrote_on = moment, None
        ticket.is_open, ticket.status, ticket.unread = False, 8, False

    def reopen(self, moment, number):
        ticket = self.tickets[number]
        ticket.is_open, ticket.status, ticket.episode, ticket.began = True, 2 if ticket.assignee else 0, ticket.episode + 1, moment
        ticket.wrote_on = None

    def change_type(self, number, kind):
        self.tickets[number].kind = kind

    def goods(self, number, worth):
        self.tickets[number].worth = worth

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
                later = work.add_hours(dues[step], policy["escalate_hours"])
                if step != "untaken":
                    dues[step + "_group"] = later
                    later = work.add_hours(later, policy["escalate_hours"])
                if policy["escalate_to"]:
                    dues[step + "_manager"] = later
        if policy["escalate_value_days"] and ticket.worth and policy["escalate_value_days"] / ticket.worth <= 3650:
            dues["value_manager"] = began + math.ceil(policy["escalate_value_days"] / ticket.worth) * DAY
        if policy["done_when"] == "silence" and not ticket.unread and ticket.agent_at and ticket.agent_at >= ticket.customer_at:
            spoke = to_local(max(ticket.agent_at, began))
            warned = self.done.get((number, ticket.episode, "silence_warning"))
            dues["silence_warning"] = to_utc(spoke + (policy["silence_days"] - policy["warning_days"]) * DAY)
            dues["silence"] = to_utc(spoke + policy["silence_days"] * DAY)
            if warned:
                dues["silence"] = max(dues["silence"], to_utc(to_local(warned) + policy["warning_days"] * DAY))
        if policy["reopen_days"] and ticket.unread and ticket.wrote_on and ticket.wrote_on > ticket.closed_on + policy["reopen_days"] * DAY:
            dues["successor"] = ticket.wrote_on
        if ticket.document_due and policy["done_when"] == "document":
            dues["document"] = ticket.document_due
        return {step: due for step, due in dues.items() if (number, ticket.episode, step) not in self.done}

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
        steps = sorted((due, number, step) for number, ticket in self.tickets.items() for step, due in self.dues(number, ticket).items() if due <= moment)
        for _, number, step in steps:
            ticket = self.tickets[number]
            due = self.dues(number, ticket).get(step)
            if not due or due > moment:
                continue
            if step == "document" and ticket.unread:
                ticket.document_due = moment + PAUSE
                continue
            self.done[number, ticket.episode, step] = moment
            if step in ("silence", "document", "successor"):
                ticket.closed_by_document = ticket.closed_by_document or step == "document"
                ticket.document_due = None
                self.close(moment, number)
                continue
            for address in self.told(number, ticket, step):
                self.mails[number, step, address] += 1

    def told(self, number, ticket, step):
        if step == "silence_warning":
            return (f"c{number}@x.test",)
        if step.endswith("_manager"):
            return ("bob@example.test",)
        if step.endswith("_group") or not ticket.assignee:
            return AGENTS
        return (NAMES[ticket.assignee],)

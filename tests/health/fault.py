"""A fault of the table: how it is prepared, what has to be found, and whether the remedy mends it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import dataclasses
import os
import re
import time

from installation import PATIENCE, Refused, wait_for

FOUND_SECONDS = int(os.environ.get("FAULT_SECONDS", "120"))  # for an event to notice
MENDED_SECONDS = 300  # for events to do what waited
AGAIN_SECONDS = 5  # after which a remedy that is still named is pasted again


@dataclasses.dataclass
class Fault:
    """One line of the table.

    prepare, repair: statements, or a function that is given the installation. repair is what a fault needs that no
    remedy mends, or what is left after one. cannot: why no statement can mend it. several: all remedies are pasted.
    """

    name: str
    prepare: object
    topic: str
    severity: str
    says: str
    cannot: str = ""
    repair: object = None
    number: str = ""
    after: object = None  # what is put back once the remedy has mended it
    group: str = ""  # neighbours of one group are prepared together, found one by one, and mended together
    only: str = ""  # the one server, mariadb or mysql, that has such a fault


class Result:
    """What became of a fault."""

    def __init__(self, fault):
        self.fault = fault
        self.row = None
        self.others = []
        self.mended = None  # True, False, or None: no remedy was to be tried
        self.problem = ""

    @property
    def good(self):
        """Whether it was found, and the remedy mends it or was not to be expected to."""
        return self.row is not None and self.mended is not False and not self.problem

    def line(self, number):
        """The line of the table."""
        found = f"{'yes':3} {self.row['severity']:7}" if self.row else f"{'NO':3} {'':7}"
        if self.mended:
            remedy = "mends"
        elif self.mended is None and self.row:
            remedy = f"no statement can: {self.fault.cannot}"
        else:
            remedy = "DOES NOT MEND" if self.row else "-"
        text = f"{number:3} {found} {self.fault.name} | {remedy}"
        if self.row:
            text += f" | {self.row['topic']}: {self.row['finding']}"
            if self.row.get("remedy"):
                text += f" | {self.row['remedy']}"
        if os.environ.get("FAULT_OTHERS"):  # what else was found
            text += "".join(f" || {row['topic']}: {row['finding']} [{row.get('remedy', '')}]" for row in self.others)
        if self.problem:
            text += f" | PROBLEM: {self.problem}"
        return text


def do(installation, work):
    """Statements, or a function."""
    if callable(work):
        work(installation)
    elif work:
        installation.ask(work, "ticketstock")


def disable_again(installation, work):
    """The scheduler, which writes an event's row as it starts it, may undo an ALTER EVENT … DISABLE of the same moment."""
    for statement, name in re.findall(r"(ALTER [^;]*EVENT (\w+) DISABLE[^;]*)", work if isinstance(work, str) else ""):
        if installation.is_true(f"(SELECT STATUS = 'ENABLED' FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'ticketstock' AND EVENT_NAME = '{name}')"):
            installation.ask(statement, "ticketstock")


def fitting(fault, rows):
    """The row that names the fault, or None."""
    for row in rows:
        if (row["topic"] == fault.topic and row["severity"] == fault.severity and
                re.search(fault.says, row["finding"], re.S)):
            return row
    return None


def quiet(fault, rows):
    """Of a healthy installation the one line, if it is as it should be."""
    return rows[0] if len(rows) == 1 and rows[0]["severity"] == fault.severity and re.search(fault.says, rows[0]["finding"]) else None


def look(installation, fault, result):
    """Waits for the finding."""
    end = time.monotonic() + FOUND_SECONDS
    while True:
        rows = installation.complaints()
        result.row = fitting(fault, rows) if fault.topic else quiet(fault, installation.findings())
        result.others = [row for row in rows if row is not result.row]
        if result.row or time.monotonic() > end:
            break
        disable_again(installation, fault.prepare)
        time.sleep(PATIENCE)
    if not result.row:
        result.problem = "not found; said: " + (" / ".join(
            f"{row['severity']} {row['topic']}: {row['finding']}" for row in rows) or "all ok")


def is_well(installation):
    """Nothing but ok, and the lane is at work."""
    return not installation.complaints() and installation.is_true(
        "(SELECT MAX(heartbeat_at) > SYSDATE(3) - INTERVAL 60 SECOND FROM ticketstock.lane_state)")


def await_well(installation, seconds=MENDED_SECONDS):
    """Waits until health_check is as before."""
    wait_for(lambda: is_well(installation), seconds, lambda: " / ".join(
        f"{row['severity']} {row['topic']}: {row['finding']} [{row.get('remedy', '')}]" for row in installation.complaints()))


def paste_all(installation, first):
    """Pastes the remedies, then those of what is still found; what is found in the end."""
    pasted = {}
    for remedy in dict.fromkeys(first):
        installation.paste(remedy)
        pasted[remedy] = time.monotonic()
    end = time.monotonic() + MENDED_SECONDS
    while (rows := installation.complaints()) and time.monotonic() < end:
        for remedy in sorted((row["remedy"] for row in rows if row["remedy"]), key=lambda remedy: remedy.startswith("$")):
            if time.monotonic() > pasted.get(remedy, -AGAIN_SECONDS) + AGAIN_SECONDS:
                installation.paste(remedy)
                pasted[remedy] = time.monotonic()
                break
        time.sleep(PATIENCE)
    return rows


def mend(installation, results):
    """Pastes the remedies of those that one is expected to mend."""
    mendable = [result for result in results if result.row and not result.fault.cannot]
    for result in mendable:
        result.mended = False
        if not result.row["remedy"]:
            result.problem = "there is no remedy"
            return
    if not mendable:
        return
    try:
        rows = paste_all(installation, [result.row["remedy"] for result in mendable])
        for result in mendable:
            result.mended = not rows
            if rows:
                result.problem = "after the remedy: " + " / ".join(f"{row['topic']}: {row['finding']}" for row in rows)
    except Refused as refused:
        mendable[-1].problem = f"the remedy is refused: {refused}"


def try_faults(installation, faults):
    """Prepares them, looks for each, mends them; afterwards all is well again. Their results."""
    results = [Result(fault) for fault in faults]
    try:
        for fault in faults:
            do(installation, fault.prepare)
        for fault, result in zip(faults, results):
            look(installation, fault, result)
        mend(installation, results)
    except (Refused, AssertionError) as refused:
        results[-1].problem = str(refused)
    try:
        for fault, result in zip(faults, results):
            do(installation, fault.after if result.mended else fault.repair)
        installation.settle()
        await_well(installation)
    except (Refused, AssertionError) as refused:
        results[-1].problem += f" afterwards: {refused}"
        installation.renew()
        await_well(installation)
    return results

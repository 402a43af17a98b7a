#!/usr/bin/python3
"""Faults that a DBA, an administrator of the ERP or a machine makes: health_check finds each, and its remedy mends it.

SPDX-License-Identifier: GPL-3.0-or-later

    test_faults.py BUILD [NUMBER|WORD …]     only these lines of the table, or those whose name holds the word

FAULT_TABLE: 1 prints every line of the table, not only those that are not as they have to be. FAULT_OTHERS: 1 prints
what else was found. FAULT_CHROOT: a folder with another server, and the mailer for it (other_server.sh).

Behind the faults come installations that are healthy but unusual, where nothing is found, or what is true.

A line a fault: its number in the table, found, severity, name, what the remedy does, the finding, the remedy. Each
fault is prepared on a whole installation, and afterwards health_check is as before. It fails on a fault that is not
found, and on a remedy that does not mend, unless the table says why no statement can.

Two faults cannot be seen from inside: another server with the same tmpdir, whose files are not this one's to look at, and
a thread_stack so small that no procedure can be called (1436 says so itself).
"""

import itertools
import os
import pathlib
import signal
import sys
import time

sys.dont_write_bytecode = True  # leaves no folder among the sources
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import faults_copies
import faults_erp
import faults_events
import faults_library
import faults_own
import faults_queue
import faults_relays
import faults_restart
import faults_rows
import faults_server
from fault import await_well, try_faults
from healthy import HEALTHY
from installation import Installation

TABLES = (faults_events, faults_erp, faults_queue, faults_relays, faults_server, faults_own, faults_rows, faults_copies, faults_library, faults_restart)


def chosen(faults, words):
    """The faults with their numbers; all unless numbers or words are given."""
    for number, fault in enumerate(faults, 1):
        if not words or str(number) in words or any(not word.isdigit() and word in fault.name for word in words):
            yield number, fault


def main():
    """Prints the table; the exit status is 1 if one line of it is not as it has to be."""
    faults = [fault for table in TABLES for fault in table.FAULTS] + HEALTHY
    results, began = [], time.monotonic()
    whole = len(sys.argv) > 2 or os.environ.get("FAULT_TABLE")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    installation = Installation(sys.argv[1])
    try:
        installation.initialise()
        await_well(installation)
        for _, members in itertools.groupby(chosen(faults, sys.argv[2:]), lambda pair: pair[1].group or pair[0]):
            members = [pair for pair in members if pair[1].only in ("", "mysql" if installation.is_mysql else "mariadb")]
            if not members:
                continue
            numbers, members = zip(*members)
            at = time.monotonic()
            for number, result in zip(numbers, try_faults(installation, members)):
                results.append(result)
                if whole or not result.good:  # what a log keeps of a long output may end before what matters
                    print(result.line(number), f"| {time.monotonic() - at:.1f} s", flush=True)
                at = time.monotonic()
    finally:
        installation.close()
    found = sum(result.row is not None for result in results)
    mended = sum(result.mended is True for result in results)
    declared = sum(result.mended is None and result.row is not None for result in results)
    bad = [result for result in results if not result.good]
    print(f"{len(results)} faults: {found} found, {len(results) - found} not; {mended} remedies mend, {declared} faults "
          f"no statement can mend, {len(results) - mended - declared} neither; {time.monotonic() - began:.0f} s")
    return 1 if bad else 0


sys.exit(main())

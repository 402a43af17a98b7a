#!/usr/bin/python3
"""Holds conversations between the mailer and relays that misbehave in every way we know of.

SPDX-License-Identifier: GPL-3.0-or-later

    test_dialogues.py MAILER TURNED_MAILER SECRETS

TURNED_MAILER is the same mailer with the clock of clock.c. SECRETS is the secrets file that both
were built with. It is made if it is missing, and a line with a password for the relay
"dialogue-test" is added to it.

The mailer is given three mails, or five where said. At the end comes a table, a line for each
behaviour with what became of the mails, and the number of conversations and of batches, of which
some must not lead to a connection.
"""

import concurrent.futures
import contextlib
import email.policy
import re
import socket
import sys
import time
import unittest

sys.dont_write_bytecode = True  # leaves no folder among the sources

import cases_auth
import cases_slow
import cases_steps
import cases_texts
import cases_tls
import scripted_relay as relays
from clock import RealClock
from exchange import batch, is_heard, mail, sent, summary
from scripted_relay import Script
from surroundings import MailerTest, Surroundings, run_mailer, set_up
from test_batches import Batches
from test_memory import Memory

CASES = cases_steps.CASES + cases_texts.CASES + cases_tls.CASES + cases_auth.CASES
CASES += cases_slow.CASES
TITLES = [case.title for case in CASES + cases_slow.REAL_TIME_CASES]
BEHAVIOURS_MIN = 35
CONNECT_SECONDS = 5  # for all addresses of a relay
table = {}  # behaviour: what became of the mails


class Dialogues(MailerTest):
    """Every behaviour of a relay."""

    def test_own_name(self):
        """Relays refuse a name without a dot, which is what a container's host name is."""
        for settings, expected in (
            ({}, r"EHLO (?=.*\.)([\w-]+(\.[\w-]+)*|\[127\.0\.0\.1\])"),
            ({"ehlo_name": ""}, r"EHLO (?=.*\.)([\w-]+(\.[\w-]+)*|\[127\.0\.0\.1\])"),
            ({"ehlo_name": "erp.example.org"}, r"EHLO erp\.example\.org"),
            ({"ehlo_name": "[192.0.2.1]"}, r"EHLO \[192\.0\.2\.1\]"),
        ):
            with self.subTest(settings=settings):
                relay, result = self.converse(Script(), [mail(1)], **settings)
                self.check_report(sent(1), result)
                self.assertRegex(relay.heard[0], f"^{expected}$")

    def test_name_of_container(self):
        """A host name without a dot: the resolver completes it, or the address stands for it."""
        for name, expected in (
            ("erp-db1", "EHLO [127.0.0.1]"),
            ("short", "EHLO full.example.org"),  # in our /etc/hosts
            ("erp.example.net", "EHLO erp.example.net"),
            ("10.0.0.1", "EHLO [127.0.0.1]"),
        ):
            renamed = ("unshare", "--uts", "sh", "-c", 'hostname "$0" && exec "$@"', name)
            with self.subTest(name), relays.ScriptedRelay(Script(), Surroundings.folder) as relay:
                result = run_mailer(batch([mail(1)], port=str(relay.port)), command=renamed)
            Surroundings.connections.append(len(relay.conversations))
            self.check_report(sent(1), result)
            self.assertEqual(relay.heard[0], expected)

    def check_mails(self, relay, result, html):
        """What is reported as sent arrived whole; what was taken is reported as such."""
        report = result.stdout.decode()
        for number in re.findall(r"^outcome (\d+) sent", report, re.MULTILINE):
            header = f"Message-ID: <id{number}@example.com>\r\n".encode()
            arrived = [m for m in relay.messages if header in m and m.endswith(b"--\r\n")]
            self.assertEqual(len(arrived), 1, f"mail {number}")
            arrived = email.message_from_bytes(arrived[0], policy=email.policy.default)
            content = arrived.get_body(("html",)).get_content().rstrip("\n")
            self.assertTrue(content == (html or f"<p>Hello {number}</p>"), f"mail {number} is whole")
        for recipient in relay.taken:
            self.assertIn(f"queued for {recipient}\n", report)

    def check(self, case, clock=None):
        """One case."""
        mails = [mail(number, **case.fields) for number in range(1, case.mails + 1)]
        relay, result = self.converse(case.script, mails, case.trust, clock, **case.settings)
        table[case.title] = summary(result.stdout.decode().splitlines(), case.mails)
        self.check_report(case.report, result)
        self.check_mails(relay, result, case.fields.get("html"))
        self.assertEqual(len(relay.conversations), 1, "connections")
        self.assertTrue(is_heard(case.heard, relay.heard), relay.heard)
        unwanted = [line for line in relay.heard if re.match(case.not_heard, line)]
        self.assertEqual(unwanted, [], "heard by the relay")

    def test_relays(self):
        """Those in real time take as long as the mailer is patient: all of them at the same time."""
        real = concurrent.futures.ThreadPoolExecutor(len(cases_slow.REAL_TIME_CASES))
        turned = concurrent.futures.ThreadPoolExecutor(4)
        with real, turned:
            runs = [(case, real.submit(self.check, case, RealClock())) for case in cases_slow.REAL_TIME_CASES]
            runs += [(case, turned.submit(self.check, case)) for case in CASES]
        for case, run in runs:
            with self.subTest(case.title):
                run.result()

    def test_table(self):
        self.assertEqual(len(set(TITLES)), len(TITLES), "titles are unique")
        self.assertGreaterEqual(len(TITLES), BEHAVIOURS_MIN)


class Connections(MailerTest):
    """Relays that cannot be reached."""

    def test_refused(self):
        with socket.socket() as unused:  # bound and not listening
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
            result = run_mailer(batch([mail(1)], port=str(port)), clock=RealClock())
        Surroundings.connections.append(0)
        complaint = f"no connection to 127.0.0.1 port {port} (127.0.0.1): Connection refused"
        self.check_report([f"relay 0 {complaint}"], result)

    def check_unanswered(self, host, addresses):
        """None of the host's addresses answers: five seconds for all of them together."""
        with contextlib.ExitStack() as stack:
            first = stack.enter_context(relays.Unanswering(addresses[0]))
            for address in addresses[1:]:
                stack.enter_context(relays.Unanswering(address, first.port))
            began = time.monotonic()
            result = run_mailer(batch([mail(1)], host=host, port=str(first.port)), clock=RealClock())
            seconds = time.monotonic() - began
        Surroundings.connections.append(0)
        self.check_report([f"relay 0 no connection to {host} …: no answer in time"], result)
        self.assertGreater(seconds, CONNECT_SECONDS - 1)
        return seconds

    def test_unanswered(self):
        three = [f"127.0.0.{last}" for last in (1, 2, 3)]
        with concurrent.futures.ThreadPoolExecutor() as pool:
            runs = [pool.submit(self.check_unanswered, "127.0.0.1", ["127.0.0.1"])]
            runs.append(pool.submit(self.check_unanswered, "three.example", three))
        one_address, three_addresses = (run.result() for run in runs)
        # Five seconds for each of them would be three times as much; how quick the machine is does not matter.
        self.assertLess(three_addresses, 2 * one_address)

    def test_second_address(self):
        """An address that does not answer, or refuses, leaves time for the next one."""
        for silent in (True, False):
            with self.subTest(silent=silent), contextlib.ExitStack() as stack:
                port = stack.enter_context(relays.Unanswering("127.0.0.1")).port if silent else 0
                relay = relays.ScriptedRelay(Script(), Surroundings.folder, "127.0.0.2", port)
                stack.enter_context(relay)
                settings = {"host": "three.example", "port": str(relay.port)}
                result = run_mailer(batch([mail(1)], **settings), clock=RealClock())
                Surroundings.connections.append(1)
                self.check_report(sent(1), result)


def main():
    """Runs every group; the exit status says whether all passed."""
    passed = unittest.main(argv=sys.argv[:1], exit=False).result.wasSuccessful()
    width = max(map(len, table), default=0)
    for behaviour in filter(table.get, TITLES):
        print(f"{behaviour:{width}} | {table[behaviour]}")
    counts = Surroundings.connections
    print(f"{len(table)} behaviours, {sum(counts)} conversations, {len(counts)} batches")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    set_up()
    main()

"""A mailer that gets too little memory: it sends less or dies, and says nothing of a mail that is not true.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import collections
import email
import email.policy
import re
import subprocess

import scripted_relay as relays
from exchange import batch, mail
from scripted_relay import Script
from surroundings import MailerTest, Surroundings, run_mailer

MAILS = 4
MEGABYTE = 1 << 20
# What the mailer may map in all, and what of it may be data, in megabytes.
# Closer together where composing is about to lack memory.
STEPS = [("as", size) for size in (32, 48, *range(54, 81, 3), 128)]
STEPS += [("data", size) for size in (4, *range(7, 15), 28)]
CONTENT = "<ul>" + "<li>\u65e5 a &lt; b</li>" * 4000 + "</ul>"  # 96 kB; as much in the text


def is_sanitized(mailer):
    """Whether AddressSanitizer, which maps terabytes, is in the program."""
    return b"__asan_init" in mailer.read_bytes()


def bodies(message):
    """Text and HTML of a mail that arrived."""
    read = email.message_from_bytes(message, policy=email.policy.default)
    return [part.get_content() for part in read.iter_parts()]


class Memory(MailerTest):
    """The same batch with more and more memory, until all of it goes out."""

    def send(self, limit, size):
        """Runs the mailer with a limit; what it reported, how it ended, and what the relay got."""
        mails = [mail(number, html=f"<p>Mail {number}</p>{CONTENT}") for number in range(1, MAILS + 1)]
        with relays.ScriptedRelay(Script(), Surroundings.folder) as relay:
            octets = batch(mails, port=str(relay.port))
            command = ("prlimit", f"--{limit}={size * MEGABYTE}") if limit else ()
            result = run_mailer(octets, command=command)
        Surroundings.connections.append(len(relay.conversations))
        self.assertEqual(relay.faults, [], "the script itself")
        return relay, result

    def check(self, relay, result):
        """Compares report and relay; what became of the batch, in a word or two."""
        report = result.stdout.decode()
        sent = re.findall(r"^outcome (\d+) sent ", report, re.MULTILINE)
        begun = re.findall(r"^begin (\d+)$", report, re.MULTILINE)
        taken = [re.sub(r"user(\d+)@.*", r"\1", recipient) for recipient in relay.taken]
        self.assertEqual(sent, taken[: len(sent)], "called sent and not taken, or in another order")
        self.assertLessEqual(len(taken), len(sent) + 1, "taken and not reported")
        self.assertLessEqual(set(taken), set(begun), "taken and never begun")
        for number, message in zip(taken, relay.messages):
            self.assertTrue(bodies(message) == self.whole[int(number) - 1], f"mail {number} is not whole")
        if result.returncode < 0:
            return f"killed by signal {-result.returncode}"
        if report.endswith("done\n"):
            words = re.findall(r"^(?:relay|outcome \d+ (?!sent)\w+) \d+ (.*)$", report, re.MULTILINE)
            if len(sent) == MAILS:
                return "all sent"
            self.assertNotEqual(words, [], "not all sent, and no word of it")
            return f"said: {words[-1]}"
        words = result.stderr.decode().strip()
        self.assertNotEqual((result.returncode, words), (0, ""), "no end and no word")
        return f"status {result.returncode}: {words[:80]}"

    def test_memory(self):
        if is_sanitized(Surroundings.mailer):
            self.skipTest("AddressSanitizer maps more than any limit")
        relay, result = self.send(None, 0)
        self.whole = [bodies(message) for message in relay.messages]
        self.assertEqual(self.check(relay, result), "all sent")
        ends = {}
        for limit, size in STEPS:
            with self.subTest(limit=limit, megabytes=size):
                ends.setdefault((limit, self.check(*self.send(limit, size))), []).append(size)
        for (limit, end), sizes in ends.items():
            print(f"memory ({limit}) of {min(sizes)} to {max(sizes)} MB, {len(sizes)} runs: {end}")
        for limit in ("as", "data"):  # from too little to enough
            reached = {end for one, end in ends if one == limit}
            self.assertIn("all sent", reached, limit)
            self.assertGreater(len(reached), 1, limit)

#!/usr/bin/python3
"""Asks library and mailer about the same addresses, and says where they differ.

SPDX-License-Identifier: GPL-3.0-or-later

    addresses.py "client of a DBA" MAILER

Prints each address with what both say of it: ok, or why not. They may differ in one way only: of a domain outside ASCII
the library judges the form, and the mailer its conversion (IDNA). Exit status 1 if they differ otherwise.
"""

import shlex
import subprocess
import sys

LABEL = "a" * 63
LONG = ".".join(["d" * 49] * 3 + ["e" * 39])  # 190 bytes as 49.49.49.39 and dots
ADDRESSES = [
    "a@b", "alice@example.com", "first.last+tag@x-1.example.com", "!#$%&'*+-/=?^_`{|}~@example.com", "A@EXAMPLE.COM", "a@localhost",
    "", "a", "@example.com", "a@", "a@b@c.fr", "a@b.fr\n", "a@b.fr\r", "\ra@b.fr", "a@b.fr\r\nRCPT TO:<x@y.fr>", "a@b.fr\0", "a\0@b.fr",
    " a@b.fr", "a@b.fr ", "a b@c.fr", "a\t@c.fr", "a\x01@c.fr", "a@b\x7f.fr", "<a@b.fr>", "Jean <a@b.fr>", "a@b.fr>", "a@b.fr,c@d.fr", "a@b.fr;c@d.fr",
    ".a@b.fr", "a.@b.fr", "two..dots@b.fr", '"a"@b.fr', '"a b"@b.fr', '"a@b"@b.fr', "a(b)@b.fr", "a\\b@b.fr", "a:b@b.fr",
    "x=?utf-8?q?a?=@example.com", "é@b.fr", "jos\u00e9@b\u00fccher.fr", "a\uff20b.fr",
    "a@b.fr.", "a@.fr", "a@b..fr", "a@-b.fr", "a@b-.fr", "a@b_c.fr", "a@b c.fr", "a@[192.0.2.1]", "a@b/c.fr", "a@b!c.fr",
    "l" * 64 + "@b.fr", "l" * 65 + "@b.fr", f"a@{LABEL}.fr", f"a@{LABEL}a.fr", "l" * 63 + "@" + LONG, "l" * 64 + "@" + LONG,
    "a@" + ".".join(["d" * 49] * 5 + ["ee"]), "a@" + ".".join(["d" * 49] * 5 + ["eee"]), "a@" + ".".join(["d" * 49] * 5 + ["eeee"]),
    "Jean@B\u00dccher.Example", "a@mail\uff0em\u00fcnchen\u3002de", "a@\u00e9..fr", "a@\u00e9.", "a@\u00e9_b.fr", "a@-\u00e9.fr", "a@b@\u00e9.fr", "a@\u00e9 b.fr",
    "a@\u00ad.fr", "a@\u00e9.fr\u3002", "a@\u2100.fr", "a@b\uff20\u00e9.fr", "a@\u202egro.elpmaxe", "a@" + "\u00e9" * 60 + ".fr", "a@" + "\u00e9" * 600 + ".fr",
]


def of_library(client):
    """What ticketstock_fault says of each, None where it has nothing to say."""
    query = "".join(f"SELECT COALESCE(CONVERT(ticketstock_fault('address', x'{a.encode().hex()}') USING utf8mb4), 'ok');" for a in ADDRESSES)
    command = shlex.split(client) + ["--batch", "--skip-column-names", "--default-character-set=utf8mb4"]
    return subprocess.run(command, input=query, capture_output=True, text=True, check=True).stdout.splitlines()


def escaped(value):
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0")


def of_mailer(mailer):
    """What the mailer says of each as the sender of a mail, which it only composes."""
    batch = "ticketstock-batch 1\nrelay.name test\nrelay.host 127.0.0.1\nrelay.port 1\nrelay.tls none\n"
    for number, address in enumerate(ADDRESSES):
        batch += (f"mail {number}\nsender {escaped(address)}\nrecipient a@example.com\nmessage_id {number}@example.com\n"
                  "subject s\nhtml <p>x</p>\ncompose\n")
    output = subprocess.run([mailer], input=(batch + "end\n").encode(), capture_output=True, check=True).stdout.decode()
    said = {}
    for line in output.splitlines():
        kind, *rest = line.split(" ", 3)
        if kind == "content":
            said[int(rest[0])] = "ok"
        elif kind == "outcome":
            words = line.split(" ", 4)[4]
            said[int(rest[0])] = words.split("that can be used: ", 1)[-1]
    return [said[number] for number in range(len(ADDRESSES))]


differ = 0
for address, library, mailer in zip(ADDRESSES, of_library(sys.argv[1]), of_mailer(sys.argv[2])):
    shown = ascii(address) if len(address) < 60 else f"{len(address)} characters"
    domain = address.rpartition("@")[2]
    if library == mailer or (library.startswith("it is empty") and mailer.startswith("sender is empty")):
        print(f"{shown}: {library}")
    elif library == "ok" and not domain.isascii():
        print(f"{shown}: ok, but the mailer says: {mailer}")
    else:
        print(f"{shown}: {library}, but the mailer says: {mailer}")
        differ = 1
sys.exit(differ)

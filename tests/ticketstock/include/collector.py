#!/usr/bin/python3
"""Answers a mail as a mail program does and looks for the answer's ticket as Dolibarr's mail collector does.

SPDX-License-Identifier: GPL-3.0-or-later

    collector.py [--before-22] [--itself] "client of a DBA" MAIL…

An implementation of its own of the collector's rule, on an install without any constant unless llx_const has
EMAIL_ALTERNATIVE_HOST_SIGNATURE. The answer's References are those of the mail and its Message-ID (RFC 5322, 3.6.4).
--itself: not an answer, the mail itself has come back into the box. --before-22: the rule of Dolibarr 21 and older.
Prints the ticket and by what it was found, or that a new ticket would be made.
"""

import argparse
import email
import email.message
import email.policy
import re
import shlex
import subprocess

# What Dolibarr makes of its instance's secret, which is not in the database: of no install of ours.
SIGNATURE = "a50270d88369f5e60534c7be13fd0eb0bbdf4934"

parser = argparse.ArgumentParser()
parser.add_argument("--before-22", action="store_true")
parser.add_argument("--itself", action="store_true")
parser.add_argument("client")
parser.add_argument("mails", nargs="+")
options = parser.parse_args()


def ask(query):
    command = shlex.split(options.client) + ["--batch", "--skip-column-names", "-e", query, "dolibarr"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[0]


def answer_to(mail):
    """An answer, written to the wire and read back: long headers were folded on the way."""
    answer = email.message.EmailMessage(policy=email.policy.SMTP)
    answer["From"], answer["To"], answer["Subject"] = mail["To"], mail["From"], "Re: " + mail["Subject"]
    answer["Message-ID"] = "<CAF3x-81@mail.customer.example>"
    answer["In-Reply-To"] = mail["Message-ID"]
    answer["References"] = " ".join((mail.get("References", "") + " " + mail["Message-ID"]).split())
    answer.set_content("It is done.")
    return email.message_from_bytes(answer.as_bytes(), policy=email.policy.default)


def find_ticket(mail):
    alternative = ask("SELECT value FROM llx_const WHERE name = 'EMAIL_ALTERNATIVE_HOST_SIGNATURE' AND value <> '' LIMIT 1")
    references = [item for item in re.split(r"[,\s]+", mail.get("References", "")) if item]
    for reference in references + [mail["Message-ID"]]:
        for host in filter(None, (SIGNATURE, alternative)):
            match = re.search(r"dolibarr-([a-z]+)([0-9]+)@" + re.escape(host), reference)
            if match and match[1] == "tic":
                return match[2], "its number and the signature"
        inner = re.search(r"<(.*@.*)>", reference)
        if inner and reference != mail["Message-ID"]:
            quoted = inner[1].replace("\\", "\\\\").replace("'", "''")
            if options.before_22:
                condition = f"email_msgid = '{quoted}'"
            else:
                condition = f"email_msgid LIKE '%{quoted}%' OR origin_references LIKE '%{quoted}%'"
            ticket = ask(f"SELECT rowid FROM llx_ticket WHERE {condition} LIMIT 1")
            if ticket:
                return ticket, "a reference that stands in its row"
    match = re.search(r"[+-]tic([0-9]+)@", mail["Message-ID"])
    if match:
        return match[1], "its number in the mail's own Message-ID"
    return None, None


for mail in options.mails:
    with open(mail, "rb") as file:
        original = email.message_from_binary_file(file, policy=email.policy.default)
    ticket, found_by = find_ticket(original if options.itself else answer_to(original))
    print(f"ticket {ticket}, found by {found_by}" if ticket else "a new ticket")

#!/usr/bin/python3
"""Prints what a relay was given, in a form that does not depend on numbers and names of agents.

SPDX-License-Identifier: GPL-3.0-or-later

    read_mails.py FOLDER

A line for each kind of mail: how many, to whom, subject, whether the text has a link and the last line, which says why.
"""

import collections
import email
import email.policy
import pathlib
import re
import sys

mails = collections.Counter()
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml")):
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    text = mail.get_body(("plain",)).get_content()
    links = sorted(set(re.findall(r"https://erp\.example\.com/[a-z/]*\.php", text)))
    reason = [line for line in re.split(r"\n\s*\n", text.strip()) if line.strip()][-2:]
    recipient = re.sub(r"agent\d+@", "agentN@", mail["To"].addresses[0].addr_spec)
    line = "%s | %s | %s | %s" % (recipient, mail["Subject"], " ".join(links), " / ".join(" ".join(part.split()) for part in reason))
    mails[re.sub(r"Agent \d+", "Agent N", line)] += 1
for line, number in sorted(mails.items()):
    print(number, line)

#!/usr/bin/python3
"""Prints mails as a person would read them, decoded by Python's email package.

SPDX-License-Identifier: GPL-3.0-or-later

    show_mail.py [--html] [--headers NAME,NAME,…] FILE…

Headers first, then the text, or with --html the HTML. Exit status 1 if a part is missing or the
parser found a defect.
"""

import argparse
import email
import email.policy
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--html", action="store_true")
parser.add_argument("--headers", default="From,To,Subject,Date,Message-ID,References,Auto-Submitted")
parser.add_argument("files", nargs="+")
options = parser.parse_args()

for name in options.files:
    with open(name, "rb") as file:
        mail = email.message_from_binary_file(file, policy=email.policy.default)
    defects = list(mail.defects) + [d for part in mail.walk() for d in part.defects]
    body = mail.get_body(("html",) if options.html else ("plain",))
    if defects or body is None or mail.get_content_type() != "multipart/alternative":
        sys.exit(f"{name}: not a mail with text and HTML: {defects}")
    for header in options.headers.split(","):
        print(f"{header}: {mail[header]}")
    print()
    print(body.get_content().rstrip("\n"))

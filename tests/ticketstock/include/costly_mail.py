#!/usr/bin/python3
"""SQL that gives the newest ticket a content that takes an HTML parser minutes: one element with 130,000 attributes.

SPDX-License-Identifier: GPL-3.0-or-later
"""

names = " ".join(f"a{number:x}" for number in range(130000))
print(f"UPDATE llx_ticket SET message = '<p {names}>x</p>' ORDER BY rowid DESC LIMIT 1;")

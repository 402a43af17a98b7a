#!/bin/sh
# Prints the process ids of the children of a server, one a line: mailers at work, and zombies.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     mailers.sh PID_FILE
server=$(cat "$1")
grep -lE "^PPid:[[:space:]]*$server\$" /proc/[0-9]*/status 2>/dev/null | cut -d / -f 3
exit 0

#!/bin/sh
# Prints the process ids of the children of a server, one a line: mailers at work, and zombies.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     mailers.sh PID_FILE
server=$(cat "$1")
for status in /proc/[0-9]*/status; do
  awk -v server="$server" '/^Pid:/ { pid = $2 } /^PPid:/ && $2 == server { print pid }' "$status" 2>/dev/null
done
exit 0

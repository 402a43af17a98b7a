#!/bin/sh
# The library exports ticketstock_* and nothing else, and needs nothing but the C library.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     library.sh ticketstock.so
set -eu
foreign=$(nm -D --defined-only "$1" | awk '$3 !~ /^ticketstock_/ { print $3 }')
[ -z "$foreign" ] || { echo "exported besides ticketstock_*: $foreign" >&2; exit 1; }
for function in send preview render check version fault; do
  nm -D --defined-only "$1" | grep -q " ticketstock_$function$" ||
    { echo "ticketstock_$function is not exported" >&2; exit 1; }
done
needed=$(objdump -p "$1" | awk '$1 == "NEEDED" && $2 != "libc.so.6" { print $2 }')
[ -z "$needed" ] || { echo "needed besides the C library: $needed" >&2; exit 1; }
nm -D --defined-only "$1"
ldd "$1"

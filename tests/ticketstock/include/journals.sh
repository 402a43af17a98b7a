#!/bin/sh
# Prints how many journals lie in a server's data folder, after having waited up to 30 s for something.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     journals.sh DATA_FOLDER [--has WORDS | --ended]      until a journal has a line with these words; until no
#                                                          mailer holds one. TICKETSTOCK_ROOT: of a server in a chroot
folder=${TICKETSTOCK_ROOT:-}$1
is_so() {
  case ${2:-} in
  --has) grep -qs "$3" "$folder"/ticketstock.* ;;
  --ended) for journal in "$folder"/ticketstock.*; do flock -n -s "$journal" true || return 1; done ;;
  esac
}
i=0
until is_so "$@"; do
  i=$((i + 1))
  test $i -lt 600 || exit 1
  sleep 0.05
done
find "$folder" -maxdepth 1 -name 'ticketstock.*' | wc -l

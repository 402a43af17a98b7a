#!/bin/sh
# What the desk loses, or says twice, when the server is killed while tickets are written; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sh tests/desk.sh KILLS [SEED]      SIGKILL of mariadbd so many times
#
# A private server; four connections of the ERP's account write tickets all the time: new ones, status, words of customers
# and agents, notes, deletions, some rolled back, each with a row of what the journal has to say, in the same
# transaction. BUILD, if set, is the build folder; else build/tests, which is made if it is missing.
# Fails if the journal does not say of each ticket what was done to it, each thing once and in order, or if desk_ticket
# differs from what rebuild_desk() makes.
set -eu
kills=${1:-3}
case $kills in
*[!0-9]*)
  sed -n '5s/^# *//p' "$0" >&2
  exit 2
  ;;
esac
seed=${2:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/private.sh"
build_if_missing

start_installation utf8mb4
sql dolibarr <"$tests/desk/writing.sql"
/usr/bin/python3 "$tests/desk/kills.py" "$folder" "$build" "$kills" "$seed"

#!/bin/sh
# Reminders, warnings and closings of tickets over a year, by a clock that is moved, against a model; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sh tests/closing.sh [TICKETS [DAYS [FIRST_DAY [SEED]]]]      500 tickets, 365 days from 2027-01-04
#     sh tests/closing.sh --race [TICKETS [SEED]]                  users write at the moment that a step is taken
#     sh tests/closing.sh --kill [TICKETS [KILLS [SEED]]]          the server is killed while steps are taken and mails decided
#     sh tests/closing.sh --disturb [TICKETS [SEED]]               three nodes do that, while tables are locked and install.sql is run
#
# A private server whose SYSDATE() follows SET timestamp. Hour by hour users and customers write, and a turn is taken; what
# has happened has to be what tests/closing/year.py computes from the same policies, minute by minute. BUILD: the build folder.
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/private.sh"

if [ "${1-}" = --race ]; then
  SERVER_OPTIONS='--event-scheduler=OFF'
  script="race.py $folder ${2:-200} ${3:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}"
elif [ "${1-}" = --kill ]; then
  SERVER_OPTIONS='--event-scheduler=OFF'
  script="killed.py $folder ${2:-300} ${3:-5} ${4:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}"
elif [ "${1-}" = --disturb ]; then
  SERVER_OPTIONS='--event-scheduler=OFF'
  script="disturbed.py $folder $build/install.sql ${2:-300} ${3:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}"
else
  script="year.py $folder ${1:-500} ${2:-365} ${3:-2027-01-04} ${4:-1}"
  SERVER_OPTIONS='--sysdate-is-now --event-scheduler=OFF --innodb-flush-log-at-trx-commit=0'
fi
start_mariadb "$folder" "$build"
make_secrets "$build"
mariadb-tzinfo-to-sql /usr/share/zoneinfo/Europe/Paris Europe/Paris 2>/dev/null | sql mysql
"$tests/erp/make_erp.py" --charset utf8mb4 | sql
sql dolibarr <"$tests/closing/documents.sql"
sql <"$build/install.sql" >/dev/null
# shellcheck disable=SC2086 # the script and its arguments
/usr/bin/python3 "$tests/closing/"$script

#!/bin/sh
# What is lost, and what goes out twice, when servers are killed or disturbed while they work; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sh tests/crash.sh ROUNDS [SEED]                     SIGKILL of mariadbd, every third time of the mail server too
#     sh tests/crash.sh --disturb KIND ROUNDS [SEED]      KIND: read_only, kill, lock or stop (25 s a round)
#
# A private server with three lanes; four connections of the ERP's account book movements all the time: single ones,
# groups, some rolled back. BUILD, if set, is the build folder; else build/tests, which is made if it is missing.
# Fails if a movement that was committed has not exactly one ticket, if a mail was not received, if more than one mail
# of a lane's session, or more than one a lane and fault, came twice, or if a Message-ID stands for two mails.
set -eu
kind=crash
if [ "${1:-}" = --disturb ]; then
  kind=${2:-}
  shift
  [ $# = 0 ] || shift
fi
rounds=${1:-20}
case $kind.$rounds in
*.*[!0-9]*) kind= ;;
esac
case $kind in
crash | read_only | kill | lock | stop) ;;
*)
  sed -n '5,6s/^# *//p' "$0" >&2
  exit 2
  ;;
esac
seed=${2:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/private.sh"
build_if_missing

SERVER_OPTIONS=--innodb-lock-wait-timeout=1
start_installation utf8mb4
take_key
sql ticketstock >/dev/null <<SQL
CREATE USER erp@localhost; GRANT ALL ON dolibarr.* TO erp@localhost;
CALL add_rule('single', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Back: __QTY__', '<p>__PRODUCT_LABEL__</p>');
CALL add_rule('group', 'WORKSHOP', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Back', '<p>Reception</p>');
UPDATE rule SET grouped_by = 'operation' WHERE label = 'group';
UPDATE setting SET value = '1' WHERE name = 'retry_first_seconds';
CALL prepare_rules();
CALL set_lanes(3);
ALTER DEFINER = ticketstock@localhost EVENT deliver_lane_2 ON SCHEDULE EVERY 1 SECOND;
ALTER DEFINER = ticketstock@localhost EVENT deliver_lane_3 ON SCHEDULE EVERY 1 SECOND;
SQL
/usr/bin/python3 "$tests/crash/rounds.py" "$folder" "$build" "$kind" "$rounds" "$seed"

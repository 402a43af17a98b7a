#!/bin/sh
# How long health_check(), health and health_numbers take with a million mails of each state and 20,000 tickets, on a private
# MariaDB in a temporary folder. Prints the median of nine calls, each in a connection of its own; status 1 if one is over 100 ms.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     health_speed.sh BUILD_FOLDER [MAILS]     1000000 unless told
set -eu
build=$1
mails=${2:-1000000}
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/private.sh"

start_installation utf8mb4
take_key
# The scheduler is off: nothing is sent, and nothing else works meanwhile.
sql ticketstock -e "SET GLOBAL event_scheduler = OFF;
  INSERT INTO relay (name, host) VALUES ('main', 'localhost');
  CALL add_rule('After-sales', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'In', '<p>Test.</p>')"
sql dolibarr -e "INSERT INTO llx_ticket (entity, ref, track_id, subject, fk_statut, datec, type_code)
    SELECT 1, CONCAT('TS2601-', seq), LPAD(seq, 16, 't'), 'Pump', IF(seq % 10, 8, 0), NOW() - INTERVAL seq MINUTE, 'ISSUE' FROM seq_1_to_20000;
  CALL ticketstock.rebuild_desk();" >/dev/null

missed=
# ask SITUATION: a line for each of the three.
ask() {
  sql ticketstock -e "ANALYZE TABLE mail_outbox; CALL keep_findings()" >/dev/null
  for statement in "CALL health_check()" "SELECT * FROM health" "SELECT * FROM health_numbers"; do
    turn=0
    took=$(while [ $turn -lt 9 ]; do
      turn=$((turn + 1))
      sql -N ticketstock -e "SET @began = SYSDATE(6); $statement; SELECT 'took', TIMESTAMPDIFF(MICROSECOND, @began, SYSDATE(6)) / 1000" |
        sed -n 's/^took\t//p'
    done | sort -n | sed -n 5p)
    echo "health_speed $1: $statement: $took ms"
    awk -v took="$took" 'BEGIN { exit took >= 100 }' || missed=yes
  done
}
# fill STATE: so many mails of it, one a second back from now.
fill() {
  sql ticketstock -e "INSERT INTO mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state, smtp_text, due_at, created_at)
    SELECT 1 + seq % 2, seq DIV 3, 'opened', 2, 'alice@example.com', 'fr', '$1', IF('$1' = 'cancelled', 'User 5 is disabled in the ERP.', '2.0.0 Ok'),
      NOW(3) - INTERVAL seq SECOND, NOW(3) - INTERVAL seq SECOND FROM seq_1_to_$mails"
}
ask "no mail"
for state in sent pending failed cancelled; do
  fill "$state"
  ask "and $mails $state"
done
[ -z "$missed" ]

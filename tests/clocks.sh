#!/bin/sh
# Mail leaves whatever the clock does: in zones with summer time, in the hour that is left out and in the one that comes
# twice, and after the clock was set back; called by ctest. libfaketime gives the server a clock that can be moved.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     clocks.sh BUILD_FOLDER
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/server.sh"
. "$tests/build.sh"
build=$1
library=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1)
folder=
trap 'if [ -n "$folder" ]; then stop_servers "$folder"; rm -rf "$folder"; fi' EXIT
trap 'exit 130' INT TERM
sql() { mariadb --no-defaults -S "$folder/socket" -u root --default-character-set=utf8mb4 "$@"; }
ask() { sql -N ticketstock -e "$1"; }
is() { [ "$(ask "$1")" = "$2" ]; }

# until_is WHAT QUERY VALUE: waits for the value, and says what there was instead.
until_is() {
  if wait_for 300 is "$2" "$3"; then
    echo "$zone, $1: ok"
  else
    echo "$zone, $1: not $3 but $(ask "$2")" >&2
    ask 'SELECT NOW(), UTC_TIMESTAMP(); SELECT id, state, attempts, due_at, smtp_text FROM mail_outbox; SELECT * FROM lane_state; SELECT * FROM relay_state' >&2
    tail -n 5 "$folder/mariadbd.log" >&2
    exit 1
  fi
}

# set_clock MOMENT: the server's clock, in UTC; it goes on from there.
set_clock() { echo "$(($(date -u -d "$1" +%s) - $(date +%s)))" | sed 's/^\([0-9]\)/+\1/; s/$/s/' >"$folder/clock.new" && mv "$folder/clock.new" "$folder/clock"; }

# start_again: the server, with the clock of $folder/clock. Time that is not the calendar's stays real: for it the mailer's deadline is counted.
start_again() {
  TZ=$zone LD_PRELOAD=$library FAKETIME_TIMESTAMP_FILE="$folder/clock" FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 \
    mariadbd --no-defaults $([ "$(id -u)" != 0 ] || echo --user=root) --datadir="$folder/data" --tmpdir="$folder/tmp" --socket="$folder/socket" \
    --skip-networking --plugin-dir="$build" --event-scheduler=ON >>"$folder/mariadbd.log" 2>&1 </dev/null &
  echo $! >"$folder/mariadbd.pid"
  wait_for 300 sql -e 'SELECT 1'
}

stop_server() {
  kill "$(cat "$folder/mariadbd.pid")"
  while kill -0 "$(cat "$folder/mariadbd.pid")" 2>/dev/null; do sleep 0.1; done
}

# book: a movement, hence mails to defer@…, bob@… and carol@….
book() { sql dolibarr -e "INSERT INTO llx_stock_mouvement (datem, fk_product, fk_entrepot, value, label) VALUES (NOW(), 1, 2, 1, 'x')"; }

# in_zone ZONE LEFT_OUT TWICE: LEFT_OUT  when a time is left out, in UTC; TWICE  when one begins to come twice.
in_zone() {
  zone=$1
  folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
  TZ=$zone start_mariadb "$folder" "$build"
  start_relay "$folder"
  make_secrets "$build"
  "$tests/erp/make_erp.py" --charset utf8mb4 | sql
  sql <"$build/install.sql" >/dev/null
  sql ticketstock >/dev/null <<SQL
DELETE FROM delivery_key; INSERT INTO delivery_key (value) VALUES ('$(sed -n '/^key = /{s///p;q}' "$build/secrets")');
INSERT INTO relay (name, host, port) VALUES ('test', '127.0.0.1', $(cat "$folder/relay/port"));
CALL add_rule('r', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 's', 'm');
UPDATE dolibarr.llx_user SET email = 'defer@example.com' WHERE login = 'alice';
UPDATE setting SET value = '600' WHERE name = 'retry_first_seconds';
UPDATE setting SET value = '0' WHERE name LIKE 'purge%';
CALL prepare_rules();
SQL
  stop_server

  set_clock "$2 UTC - 3 minutes"
  start_again
  book
  until_is "a pause that ends in the time left out is recorded with the other mails" \
    "SELECT SUM(state = 'sent'), SUM(state = 'pending' AND attempts = 1), COUNT(DISTINCT last_error) FROM mail_outbox, lane_state" "2	1	0"
  ask "SET @port = (SELECT port FROM relay); UPDATE relay SET port = 1; REPLACE INTO relay_state (relay, failures) VALUES ('test', 20);
    CALL test_mail('you@example.com'); UPDATE relay SET port = @port" >/dev/null
  until_is "so is a relay's, in a session of the zone" "SELECT COUNT(*) FROM relay_state WHERE retry_at > NOW()" 1
  set_clock "$2 UTC + 20 minutes"
  until_is "both are over in time" "SELECT attempts FROM mail_outbox WHERE state = 'pending'" 2
  [ "$(wc -l <"$folder/relay/envelopes")" = 2 ] || { echo "$zone: mails went out twice" >&2; exit 1; }

  set_clock "$3 UTC - 2 minutes"
  book
  until_is "mails leave before the hour that comes twice" "SELECT SUM(state = 'sent') FROM mail_outbox" 4
  set_clock "$3 UTC + 4 minutes"
  book
  until_is "and when it comes again" "SELECT SUM(state = 'sent') FROM mail_outbox" 6
  until_is "with no false alarm" "SELECT COUNT(*) FROM lane_state WHERE heartbeat_at < NOW() - INTERVAL 1 MINUTE" 0
  ask "UPDATE mail_outbox SET state = 'cancelled' WHERE state = 'pending'; CALL retry_mail((SELECT MIN(id) FROM mail_outbox WHERE state = 'cancelled' AND kind <> 'test'))"
  until_is "a mail that is retried by hand is tried at once" "SELECT SUM(attempts) FROM mail_outbox WHERE retried_at IS NOT NULL" 1

  ask "UPDATE mail_outbox SET state = 'cancelled' WHERE state = 'pending'"
  set_clock "$3 UTC - 1 day"
  book
  until_is "health_check names a clock that was set back" "SELECT COUNT(*) > 0 FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'ticketstock' AND LAST_EXECUTED > UTC_TIMESTAMP()" 1
  ask "CALL health_check()" | grep -q "The clock was set back: event deliver_lane_1" || { ask "CALL health_check()" >&2; exit 1; }
  ask "SET GLOBAL event_scheduler = OFF; SET GLOBAL event_scheduler = ON"
  until_is "after what it says mails leave" "SELECT SUM(state = 'sent') FROM mail_outbox" 8
  until_is "and what it says ends" "SELECT COUNT(*) FROM information_schema.EVENTS
    WHERE EVENT_SCHEMA = 'ticketstock' AND INTERVAL_FIELD = 'SECOND' AND LAST_EXECUTED > UTC_TIMESTAMP() + INTERVAL 1 MINUTE" 0
  ! ask "CALL health_check()" | grep "The clock was set back" || exit 1
  stop_server
  set_clock "$3 UTC - 30 days"
  start_again
  book
  until_is "and where the server was started with a clock set back" "SELECT SUM(state = 'sent') FROM mail_outbox" 10
  until_is "each once" "SELECT $(wc -l <"$folder/relay/envelopes")" 10
  stop_servers "$folder"
  rm -rf "$folder"
  folder=
}

in_zone Europe/Paris '2027-03-28 01:00' '2027-10-31 01:00'
in_zone Australia/Lord_Howe '2027-10-02 15:30' '2028-04-01 15:00'

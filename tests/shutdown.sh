#!/bin/sh
# A server shuts down within 20 s while a relay owes it the answer to a mail. Its mailers wait on alone, for that answer
# only, and the server that starts again knows it: no mail is lost and none goes out twice; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     shutdown.sh BUILD_FOLDER
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
build=$1
. "$tests/private.sh"

start_installation utf8mb4
start_relay "$folder"
take_key
sql ticketstock >/dev/null <<SQL
INSERT INTO relay (name, host, port) VALUES ('test', '127.0.0.1', $(cat "$folder/relay/port"));
CALL add_rule('r', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 's', 'm');
UPDATE dolibarr.llx_user SET email = CONCAT('stall.', login, '@example.com');
CALL prepare_rules();
CALL set_lanes(4);
UPDATE setting SET value = '1' WHERE name = 'batch_size';
INSERT INTO dolibarr.llx_stock_mouvement (datem, fk_product, fk_entrepot, value, label) VALUES (NOW(), 1, 2, 1, 'x'), (NOW(), 1, 2, 1, 'x');
SQL
server=$(cat "$folder/mariadbd.pid")
# A shutdown has 20 s; a busy machine must not use them up. Only root may be preferred to others.
renice -n -10 -p $(ls "/proc/$server/task") >/dev/null 2>&1 || :
mailers() { sh "$tests/ticketstock/include/mailers.sh" "$folder/mariadbd.pid"; }
four_at_work() { [ -e "$folder/relay/stalled" ] && [ "$(mailers | wc -l)" = 4 ]; }
wait_for 300 four_at_work || { echo "The four lanes did not begin to send." >&2; exit 1; }
children=$(mailers)

began=$(date +%s%N)
kill "$server"
while kill -0 "$server" 2>/dev/null; do sleep 0.05; done
took=$((($(date +%s%N) - began) / 1000000))
left() { for child in $children; do ! kill -0 "$child" 2>/dev/null || echo "$child"; done | wc -l; }
echo "shutdown with 4 stalled sessions: $took ms, mailers that wait on: $(left)"

rm -f "$folder/mariadbd.pid"
touch "$folder/relay/release"
mariadbd --no-defaults $([ "$(id -u)" != 0 ] || echo --user=root) --datadir="$folder/data" --socket="$folder/socket" --skip-networking \
  --plugin-dir="$build" --event-scheduler=ON >>"$folder/mariadbd.log" 2>&1 </dev/null &
echo $! >"$folder/mariadbd.pid"
wait_for 300 sql -e 'SELECT 1'
sql ticketstock -e "UPDATE mail_outbox SET due_at = NOW(3) WHERE state = 'pending'; UPDATE relay_state SET retry_at = NULL"
all_sent() { [ "$(sql -N ticketstock -e "SELECT COUNT(*) = 6 AND SUM(state <> 'sent') = 0 FROM mail_outbox")" = 1 ]; }
deliver_all() {
  sql ticketstock -e "UPDATE mail_outbox SET due_at = NOW(3) WHERE state = 'pending' AND due_at > NOW(3)"
  all_sent
}
wait_for 300 deliver_all || { sql -t ticketstock -e 'SELECT id, state, attempts, smtp_text FROM mail_outbox; SELECT * FROM lane_state'; exit 1; }
none_left() { [ "$(left)" = 0 ]; }
wait_for 300 none_left || { echo "mailers are left that have had their answer: $(left)" >&2; exit 1; }
received=$(wc -l <"$folder/relay/envelopes")
echo "after the restart: 6 of 6 mails sent, $received received"
[ "$took" -le 20000 ] && [ "$received" = 6 ]

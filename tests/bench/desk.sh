# The benchmarks of following; sourced by bench.sh, after movements.sh.
# SPDX-License-Identifier: GPL-3.0-or-later

nothing_waits() {
  [ "$(sql -N -e "SELECT (SELECT COUNT(*) FROM ticketstock.ticket_change) + (SELECT COUNT(fill_below) FROM ticketstock.desk_state)")" = 0 ]
}

# start_following: the event of that name and no other.
start_following() {
  sql -N -e "SELECT CONCAT('ALTER DEFINER = ticketstock@localhost EVENT ticketstock.', EVENT_NAME, IF(EVENT_NAME = 'follow_tickets',
    ' ENABLE;', ' DISABLE;')) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'ticketstock'" | sql
  sql -e "SET GLOBAL event_scheduler = ON"
  wait_for 600 nothing_waits
}

# bench_following SECONDS: how late changes are applied, what a burst does to bookings.
bench_following() {
  sql <"$tests/bench/desk.sql"
  sql dolibarr -e "CALL fill_tickets(20000); DELETE FROM ticketstock.ticket_change;
    UPDATE ticketstock.desk_state SET fill_below = 2147483647"
  start_following
  sql -e "TRUNCATE dolibarr.applied; CALL dolibarr.change_tickets($1)"
  wait_for 60 nothing_waits
  judge follow-lag "$(sql -N -e "SELECT TIMESTAMPDIFF(MICROSECOND, changed_at, applied_at) / 1000000 FROM dolibarr.applied
    ORDER BY 1" | awk '{ lag[NR] = $1 } END { print lag[int(NR * 0.99)] }')" 2
  for _ in $(seq 9); do sql -N -e "CALL dolibarr.timed_bookings(100)"; done >"$folder/alone"
  wait_for 60 nothing_waits
  sql -e "UPDATE dolibarr.llx_ticket SET fk_statut = 5 WHERE ref LIKE 'B%'"
  began=$(date +%s)
  for _ in $(seq 9); do sql -N -e "CALL dolibarr.timed_bookings(100)"; done >"$folder/meanwhile"
  left=$(sql -N -e "SELECT COUNT(*) FROM ticketstock.ticket_change")
  wait_for 600 nothing_waits
  seconds=$(($(date +%s) - began))
  judge follow-burst "$(echo "$(median <"$folder/meanwhile") $(median <"$folder/alone")" | awk '{ print $1 / $2 }')" 1.3
  information="$information  follow-burst: 20,000 changes followed in $seconds s, $left were left when the bookings ended; a booking $(median <"$folder/meanwhile") us, alone $(median <"$folder/alone") us
"
  sql -e "SET GLOBAL event_scheduler = OFF"
}

# bench_goods SECONDS: how late goods that leave are counted: 200 movements a second, half of them leaving, half entering.
bench_goods() {
  sql -e "CALL ticketstock.set_type_policy('ISSUE', '{\"done_when\": \"goods_left\"}')"
  start_following
  sql -e "CALL dolibarr.move_goods($1)"
  wait_for 60 goods_are_counted
  judge goods-lag "$(sql -N -e "SELECT TIMESTAMPDIFF(MICROSECOND, left_at, counted_at) / 1000000 FROM dolibarr.counted
    ORDER BY 1" | awk '{ lag[NR] = $1 } END { print lag[int(NR * 0.99)] }')" 5
  information="$information  goods-lag: $(sql -N -e "SELECT COUNT(*) FROM dolibarr.counted") movements left, $(sql -N -e "SELECT
    ROUND(COUNT(*) / $1) FROM dolibarr.counted") a second
"
  sql -e "CALL ticketstock.set_type_policy('ISSUE', '{\"done_when\": \"by_hand\"}'); SET GLOBAL event_scheduler = OFF"
}

goods_are_counted() {
  [ "$(sql -N -e "SELECT (SELECT COUNT(*) FROM ticketstock.stock_change AS c JOIN ticketstock.rule_warehouse AS w ON w.warehouse_id = c.warehouse_id) + (SELECT COUNT(*) FROM ticketstock.opened_ticket WHERE goods_seen = 0)")" = 0 ]
}

# bench_follow_cost: instructions of a movement against those where no trigger notes what becomes of tickets.
bench_follow_cost() {
  CHANGE=$(for trigger in ticket_inserted ticket_updated ticket_deleted event_inserted event_updated event_deleted; do
    echo "DROP TRIGGER dolibarr.ticketstock_$trigger;"
  done) sh "$tests/instructions.sh" >"$folder/without"
  sh "$tests/instructions.sh" | paste - "$folder/without" >"$folder/instructions"
  judge follow-cost "$(awk '$1 == "watched" { print $2 / $4 }' "$folder/instructions")" 1.05
  judge follow-cost-unwatched "$(awk '$1 == "unwatched" { print $2 / $4 }' "$folder/instructions")" 1.02
}

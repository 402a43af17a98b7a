# The benchmarks of delivery; sourced by bench.sh.
# SPDX-License-Identifier: GPL-3.0-or-later

# now: microseconds.
now() { echo $(($(date +%s%N) / 1000)); }

# median: of the numbers on standard input, one a line.
median() { sort -g | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'; }

# use_relay PORT: all mails go there from now on.
use_relay() {
  sql ticketstock -e "DELETE FROM relay; DELETE FROM relay_state; INSERT INTO relay (name, host, port) VALUES ('bench', '127.0.0.1', $1)"
}

# time_of COMMAND…: its microseconds.
time_of() {
  began=$(now)
  "$@" >/dev/null
  echo $(($(now) - began))
}

# deliver LANES: everything that is queued, by so many lanes at the same time.
deliver() {
  pids=
  for lane in $(seq "$1"); do
    sql ticketstock -e "CALL bench_drain($lane)" &
    pids="$pids $!"
  done
  for pid in $pids; do wait "$pid"; done
  unsent=$(sql -N ticketstock -e "SELECT COUNT(*) FROM mail_outbox WHERE state <> 'sent'")
  [ "$unsent" = 0 ] || { echo "$unsent mails were not sent" >&2; exit 1; }
}

# inform_rates NAME MAILS FILE OTHER: medians of the times in a file of "ours theirs" as mails a second.
inform_rates() {
  information="$information  $1: $(awk -v n="$2" '{ print n * 1000000 / $1 }' "$3" | median | cut -d . -f 1) mails/s, $(awk -v n="$2" '{ print n * 1000000 / $2 }' "$3" | median | cut -d . -f 1) $4
"
}

# start_sink: Postfix's smtp-sink, on $port.
start_sink() {
  port=$(/usr/bin/python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
  smtp-sink $([ "$(id -u)" != 0 ] || echo -u nobody) "127.0.0.1:$port" 1000 >"$folder/sink.log" 2>&1 </dev/null &
  echo $! >"$folder/sink.pid"
  wait_for 30 smtp-source -f a@example.com -t b@example.com "127.0.0.1:$port"
}

# bench_drain MAILS PAIRS: one lane against Postfix's smtp-source, one session, to Postfix's smtp-sink.
bench_drain() {
  start_sink
  use_relay "$port"
  sql ticketstock -e "CALL bench_queue(1)"
  deliver 1
  size=$(sql -N -r ticketstock -e "CALL preview_mail((SELECT t.ref FROM dolibarr.llx_ticket AS t JOIN opened_ticket AS o ON o.ticket_id = t.rowid AND o.track_id = t.track_id ORDER BY o.number DESC LIMIT 1), 'alice')" | wc -c)
  for pair in $(seq "$2"); do
    sql ticketstock -e "CALL bench_queue($1)"
    ours=$(time_of deliver 1)
    theirs=$(time_of smtp-source -d -s 1 -m "$1" -l "$size" -f a@example.com -t b@example.com "127.0.0.1:$port")
    echo "$ours $theirs"
  done >"$folder/drain"
  ratio=$(awk '{ printf "%.3f\n", $2 / $1 }' "$folder/drain" | median)
  judge_least drain "$ratio" 0.60
  inform_rates drain "$1" "$folder/drain" "smtp-source, mails of $size bytes"
}

# bench_lanes MAILS PAIRS: eight lanes against one, on a relay that takes 50 ms a mail; so many mails for each lane.
bench_lanes() {
  "$tests/bench/slow_relay.py" "$folder/slow" 50 >"$folder/slow.log" 2>&1 </dev/null &
  echo $! >"$folder/slow.pid"
  wait_for 30 test -s "$folder/slow/port"
  use_relay "$(cat "$folder/slow/port")"
  for pair in $(seq "$2"); do
    sql ticketstock -e "CALL bench_queue($(($1 * 8)))"
    eight=$(time_of deliver 8)
    sql ticketstock -e "CALL bench_queue($1)"
    one=$(time_of deliver 1)
    echo "$eight $one"
  done >"$folder/lanes"
  ratio=$(awk '{ printf "%.2f\n", 8 * $2 / $1 }' "$folder/lanes" | median)
  judge_least lanes "$ratio" 7.0
  information="$information  lanes: $(awk -v n="$1" '{ print 8 * n * 1000000 / $1 }' "$folder/lanes" | median) mails/s by 8 lanes, $(awk -v n="$1" '{ print n * 1000000 / $2 }' "$folder/lanes" | median) by one
"
}

# bench_backlog PAIRS: choosing and claiming a batch with 1,000,000 pending mails against 1,000.
bench_backlog() {
  sql ticketstock -e "CALL bench_queue(1000); RENAME TABLE mail_outbox TO small; CREATE TABLE mail_outbox LIKE small; CALL bench_queue(1000000)"
  for pair in $(seq "$1"); do
    large=$(sql -N ticketstock -e "CALL bench_claim(5)")
    sql ticketstock -e "RENAME TABLE mail_outbox TO large, small TO mail_outbox"
    small=$(sql -N ticketstock -e "CALL bench_claim(5)")
    sql ticketstock -e "RENAME TABLE mail_outbox TO small, large TO mail_outbox"
    echo "$large $small"
  done >"$folder/backlog"
  sql ticketstock -e "DROP TABLE mail_outbox; RENAME TABLE small TO mail_outbox; CALL bench_queue(0)"
  judge backlog "$(awk '{ printf "%.3f\n", $1 / $2 }' "$folder/backlog" | median)" 1.15
  information="$information  backlog: $(awk '{ print $1 }' "$folder/backlog" | median) us with 1,000,000 mails, $(awk '{ print $2 }' "$folder/backlog" | median) us with 1,000
"
}

# cpu_of_server: milliseconds of processor time that the server has used.
cpu_of_server() { awk -v tick="$(getconf CLK_TCK)" '{ print ($14 + $15) * 1000 / tick }' "/proc/$(cat "$folder/mariadbd.pid")/stat"; }

# idle_cpu SECONDS: per cent of one core that the server uses meanwhile.
idle_cpu() {
  before=$(cpu_of_server)
  sleep "$1"
  awk -v before="$before" -v after="$(cpu_of_server)" -v seconds="$1" 'BEGIN { print (after - before) / seconds / 10 }'
}

# bench_idle SECONDS PAIRS: a server with four lanes and nothing to do against one without our events.
bench_idle() {
  sql ticketstock -e "SET GLOBAL event_scheduler = ON; CALL set_lanes(4)" >/dev/null
  events=$(sql -N -e "SELECT CONCAT('ALTER DEFINER = ticketstock@localhost EVENT ticketstock.', EVENT_NAME) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'ticketstock'")
  for pair in $(seq "$2"); do
    for state in ENABLE DISABLE; do
      echo "$events" | sed "s/\$/ $state;/" | sql
      idle_cpu "$1"
    done | paste -s -d ' ' -
  done >"$folder/idle"
  sql ticketstock -e "CALL set_lanes(1); SET GLOBAL event_scheduler = OFF" >/dev/null
  judge idle "$(awk '{ print $1 - $2 }' "$folder/idle" | median)" 0.5
  information="$information  idle: $(awk '{ print $1 }' "$folder/idle" | median) % of a core with four lanes, $(awk '{ print $2 }' "$folder/idle" | median) % without
"
}

# bench_delivery PAIRS: all of them.
bench_delivery() {
  sql <"$tests/bench/delivery.sql" >/dev/null
  bench_drain 20000 "$1"
  bench_lanes 100 "$1"
  bench_backlog $((3 * $1))
  bench_idle 20 "$1" # in which every lane shows itself once
}

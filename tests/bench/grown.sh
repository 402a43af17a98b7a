# The benchmark of an ERP that has grown; sourced by bench.sh, after delivery.sh.
# SPDX-License-Identifier: GPL-3.0-or-later

# on SERVER [option of mariadb …]: a client of one of the two servers, empty and grown.
on() {
  server=$1
  shift
  mariadb --no-defaults -S "$folder/$server/socket" -u root --default-character-set=utf8mb4 "$@"
}

# start_grown SERVER TICKETS: a server of its own with so many tickets, each with a movement, five contacts, an event and
# five mails that were sent. The ERP's rows are there before TicketStock is, so that no trigger sees them.
start_grown() {
  mkdir -p "$folder/$1"
  start_mariadb "$folder/$1" "$build"
  "$tests/erp/make_erp.py" --charset utf8mb3 | on "$1"
  on "$1" -e "SET GLOBAL event_scheduler = OFF"
  on "$1" <"$tests/bench/grown.sql"
  on "$1" dolibarr -e "CALL fill_erp($2)"
  on "$1" <"$build/install.sql" >/dev/null
  on "$1" <"$tests/bench/movements.sql" >/dev/null
  on "$1" <"$tests/bench/delivery.sql" >/dev/null
  on "$1" ticketstock -e "INSERT INTO relay (name, host) VALUES ('bench', '127.0.0.1'); CALL dolibarr.fill_own($2)"
  on "$1" -N -e "ANALYZE TABLE $(on "$1" -N -e "SELECT GROUP_CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES
      WHERE TABLE_SCHEMA IN ('dolibarr', 'ticketstock') AND TABLE_TYPE = 'BASE TABLE' AND ENGINE = 'InnoDB'")" >/dev/null
  # What is still to be written to disk would be written during the measurement.
  on "$1" -e "SET GLOBAL innodb_max_dirty_pages_pct = 0"
  wait_for 120 is_written "$1"
  on "$1" -e "SET GLOBAL innodb_max_dirty_pages_pct = 90"
}

is_written() { [ "$(on "$1" -N -e "SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'" | cut -f 2)" -lt 100 ]; }

# bench_grown PAIRS: a watched movement, and a claim, with 1,000,000 tickets and 5,000,000 sent mails against none.
bench_grown() {
  start_grown empty 0
  start_grown grown 1000000
  figures=$("$build/side_by_side" "$folder/grown/socket,$folder/empty/socket" 1 "$turn" "$pairs" \
    "$(book llx_stock_mouvement 2 2 0)" "$(book llx_stock_mouvement 2 2 0)")
  for server in empty grown; do
    on "$server" ticketstock -e "DELETE FROM mail_outbox WHERE state = 'pending'; CALL dolibarr.queue_mails(1000)"
  done
  for pair in $(seq $((3 * $1))); do
    echo "$(on grown -N ticketstock -e "CALL bench_claim(5)") $(on empty -N ticketstock -e "CALL bench_claim(5)")"
  done >"$folder/claims"
  claims=$(awk '{ printf "%.3f\n", $1 / $2 }' "$folder/claims" | median)
  judge grown "$(printf '%s\n' "${figures%% *}" "$claims" | sort -g | tail -n 1)" 1.15
  information="$information  grown: movement $(echo "$figures" | awk '{ print $1 " (" $2 " us, empty " $3 " us)" }'), claim $claims ($(awk '{ print $1 }' "$folder/claims" | median) us, empty $(awk '{ print $2 }' "$folder/claims" | median) us)
"
  stop_servers "$folder/empty"
  stop_servers "$folder/grown"
}

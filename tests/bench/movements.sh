# The benchmarks of a movement; sourced by bench.sh.
# SPDX-License-Identifier: GPL-3.0-or-later

now=$(date "+%Y-%m-%d %H:%M:%S")

# book TABLE WAREHOUSE VALUE TYPE: the INSERT of a movement, as Dolibarr writes one: now. What is long past is history.
book() {
  echo "INSERT INTO dolibarr.$1 (datem, fk_product, batch, fk_entrepot, value, type_mouvement, fk_user_author, label,
    inventorycode, price, fk_projet, fk_origin, origintype)
    VALUES ('$now', 3, 'LOT001', $2, $3, $4, 1, 'Bench', 'B1', 3, 0, 0, '')"
}

# locked_tables: how many of the tables that an open movement with a ticket does not write it has locked
# rows of.
locked_tables() {
  mkfifo "$folder/statements"
  sql -N --unbuffered <"$folder/statements" >"$folder/answers" &
  exec 9>"$folder/statements"
  echo "BEGIN; $(book llx_stock_mouvement 2 2 0); SELECT 'booked';" >&9
  wait_for 30 grep -q booked "$folder/answers"
  locked=0
  for table in $(sql -N -e "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES
      WHERE TABLE_SCHEMA IN ('dolibarr', 'ticketstock') AND TABLE_TYPE = 'BASE TABLE' AND TABLE_NAME NOT IN
        ('llx_stock_mouvement', 'llx_ticket', 'llx_element_contact', 'llx_actioncomm', 'llx_actioncomm_resources',
         'opened_ticket', 'mail_outbox', 'number_slot_1')"); do
    sql -e "SET innodb_lock_wait_timeout = 1; SELECT COUNT(*) FROM (SELECT 1 FROM $table FOR UPDATE) AS l" >/dev/null 2>&1 ||
      locked=$((locked + 1))
  done
  echo "ROLLBACK;" >&9
  exec 9>&-
  wait $!
  echo "$locked"
}

bench_movements() {
  compare unwatched 1.30 1 "$(book llx_stock_mouvement 1 2 0)" "$(book bare_mouvement 1 2 0)"
  compare leaving 1.05 1 "$(book llx_stock_mouvement 1 -2 1)" "$(book bare_mouvement 1 -2 1)"
  compare watched-1 1.60 1 "$(book llx_stock_mouvement 2 2 0)" 'CALL dolibarr.bare_ticket()'
  compare watched-16 1.60 16 "$(book llx_stock_mouvement 2 2 0)" 'CALL dolibarr.bare_ticket()'
  judge locked "$(locked_tables)" 0
  compare independent 1.10 1 "$(book llx_stock_mouvement 2 2 0)" "$(book llx_stock_mouvement 2 2 0)" \
    "$(book llx_stock_mouvement 2 2 0)"
  # What no trigger goes below: an IF; one read; a branch never taken that names the tables of a ticket; the least that
  # writes a ticket.
  inform trigger-if 1 "$(book if_mouvement 1 2 0)" "$(book bare_mouvement 1 2 0)"
  inform trigger-read 1 "$(book read_mouvement 1 2 0)" "$(book bare_mouvement 1 2 0)"
  inform trigger-names-8-tables 1 "$(book names_mouvement 1 2 0)" "$(book bare_mouvement 1 2 0)"
  inform trigger-minimal-unwatched 1 "$(book minimal_mouvement 1 2 0)" "$(book bare_mouvement 1 2 0)"
  inform trigger-minimal 1 "$(book minimal_mouvement 2 2 0)" 'CALL dolibarr.bare_ticket()'
}

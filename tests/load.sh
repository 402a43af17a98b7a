#!/bin/sh
# No load may cost a movement: 32 connections book 500 watched movements each while others open tickets by
# hand, as Dolibarr does, and the lane delivers; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     load.sh BUILD_FOLDER [CONNECTIONS [MOVEMENTS]]
#
# Halfway the clock of half of the connections passes into the next month under a mask that counts from 1 each
# month. Fails on a movement that failed or has no ticket, on two tickets of one number, on an incident.
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
build=$1
connections=${2:-32}
movements=${3:-500}
. "$tests/private.sh"

start_installation utf8mb3
start_relay "$folder"
take_key
sql ticketstock -e "INSERT INTO relay (name, host, port) VALUES ('load', '127.0.0.1', $(cat "$folder/relay/port"))"
sql ticketstock >/dev/null <<'SQL'
SET GLOBAL max_connections = 200;
CALL add_rule('load', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'Back: __QTY__', '<p>__PRODUCT_LABEL__</p>');
UPDATE dolibarr.llx_const SET value = 'mod_ticket_universal' WHERE name = 'TICKET_ADDON';
INSERT INTO dolibarr.llx_const (name, entity, value) VALUES ('TICKET_UNIVERSAL_MASK', 1, 'L{yy}{mm}-{0000@99}');
CALL prepare_numbers();
DELIMITER //
CREATE PROCEDURE dolibarr.book_many(IN booker INT, IN times INT)
BEGIN
  DECLARE i INT DEFAULT 0;
  DECLARE failed INT DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 @reason = MESSAGE_TEXT;
    SET failed = failed + 1;
  END;
  WHILE i < times DO
    IF i = times DIV 2 AND booker % 2 = 0 THEN
      SET timestamp = UNIX_TIMESTAMP(LAST_DAY(NOW()) + INTERVAL 1 DAY);
    END IF;
    START TRANSACTION;
    INSERT INTO llx_stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement, fk_user_author, label, inventorycode)
      VALUES (NOW(), 1, 1, -1, 1, 1, 'load', CONCAT(booker, '-', i));
    INSERT INTO llx_stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement, fk_user_author, label, inventorycode)
      VALUES (NOW(), 1, 2, 1, 0, 1, 'load', CONCAT(booker, '-', i));
    IF i % 10 = 9 THEN ROLLBACK; ELSE COMMIT; END IF;
    SET i = i + 1;
  END WHILE;
  SELECT failed, @reason;
END//
CREATE PROCEDURE dolibarr.open_by_hand(IN times INT)
BEGIN
  DECLARE next INT;
  DECLARE failed INT DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN SET failed = failed + 1; ROLLBACK; END;
  WHILE times > 0 DO
    START TRANSACTION;
    SELECT COALESCE(MAX(CAST(SUBSTRING(ref, 7) AS SIGNED)), 0) + 1 INTO next FROM llx_ticket
      WHERE ref LIKE CONCAT('L', DATE_FORMAT(NOW(), '%y%m'), '-%') AND entity = 1;
    INSERT INTO llx_ticket (entity, ref, track_id, subject, datec)
      VALUES (1, CONCAT('L', DATE_FORMAT(NOW(), '%y%m'), '-', IF(next > 9999, next, LPAD(next, 4, '0'))), LEFT(UUID(), 36), 'by hand', NOW());
    COMMIT;
    SET times = times - 1;
  END WHILE;
END//
DELIMITER ;
SQL

began=$(date +%s)
pids=
i=0
while [ "$i" -lt "$connections" ]; do
  sql -N dolibarr -e "CALL book_many($i, $movements)" >"$folder/failed.$i" 2>&1 &
  pids="$pids $!"
  i=$((i + 1))
done
for i in 1 2; do
  sql dolibarr -e "CALL open_by_hand($((movements * 2)))" >"$folder/by_hand.$i" 2>&1 &
  pids="$pids $!"
done
for pid in $pids; do wait "$pid"; done
seconds=$(($(date +%s) - began))

grep -hv '^0	' "$folder"/failed.* || true
failed=$(cat "$folder"/failed.* | awk '{ sum += $1 } END { print sum + 0 }')
expected=$((connections * (movements - movements / 10)))
sql -N dolibarr >"$folder/counts" <<'SQL'
SELECT COUNT(*), SUM(o.movement_id IS NULL), (SELECT COUNT(*) - COUNT(DISTINCT entity, ref) FROM llx_ticket),
    (SELECT COUNT(*) FROM ticketstock.incident), (SELECT COUNT(*) FROM llx_ticket WHERE subject = 'by hand'),
    (SELECT COUNT(DISTINCT LEFT(ref, 5)) FROM llx_ticket WHERE ref LIKE 'L%'),
    (SELECT COUNT(*) FROM ticketstock.mail_outbox WHERE state = 'sent'),
    (SELECT COUNT(*) FROM ticketstock.lane_state WHERE last_error IS NOT NULL)
  FROM llx_stock_mouvement m LEFT JOIN ticketstock.opened_ticket o ON o.movement_id = m.rowid
  WHERE m.value > 0;
SQL
read -r booked ticketless duplicates incidents by_hand months sent lane_errors <"$folder/counts"
echo "$connections connections x $movements movements, every tenth rolled back, $by_hand tickets by hand in between, $months months, $sent mails sent meanwhile: $seconds s"
echo "movements booked: $booked of $expected, failed: $failed, without a ticket: $ticketless, duplicate numbers: $duplicates, incidents: $incidents, lane errors: $lane_errors"
sql -N dolibarr -e "SELECT CONCAT(LEFT(ref, 5), ' numbers from ', MIN(CAST(SUBSTRING(ref, 7) AS SIGNED)), ' to ', MAX(CAST(SUBSTRING(ref, 7) AS SIGNED)), ', ', COUNT(*), ' tickets') FROM llx_ticket WHERE ref LIKE 'L%' GROUP BY LEFT(ref, 5)"
[ "$booked" = "$expected" ] && [ "$failed" = 0 ] && [ "$ticketless" = 0 ] && [ "$duplicates" = 0 ] &&
  [ "$incidents" = 0 ] && [ "$months" = 2 ] && [ "$by_hand" -gt 0 ] &&
  [ "$sent" -gt 0 ] && [ "$lane_errors" = 0 ]

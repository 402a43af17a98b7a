#!/bin/sh
# What keeps the desk in the ERP's pages may cost no transaction of Dolibarr anything: connections save, close two by two and
# create tickets as Dolibarr does, with what they have loaded before, while answers become due and the event show_desk
# writes; first as MariaDB 10.11 does it, then with innodb_snapshot_isolation; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     shown_load.sh BUILD_FOLDER [CONNECTIONS [ACTS]]
#
# Each connection has tickets of its own: they do not disturb one another. Fails on any error (1020, 1062, 1205, 1213), on an
# act that is lost, on a row that says what is not so.
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
build=$1
connections=${2:-4}
acts=${3:-500}
. "$tests/private.sh"

start_installation utf8mb3
sql dolibarr >/dev/null <<'SQL'
SET GLOBAL innodb_lock_wait_timeout = 5;
DELETE FROM llx_ticket;
INSERT INTO llx_ticket (rowid, entity, ref, track_id, fk_user_create, progress, datec)
  SELECT seq, 1, seq, SHA2(seq, 256), 1, 0, NOW() FROM seq_1_to_1000;
CALL ticketstock.show_desk_in_erp();
DELIMITER //
-- Loads, then saves a ticket and its row; every fourth time it talks to a mail server in between.
CREATE PROCEDURE save(IN ticket INT, IN pause DOUBLE)
BEGIN
  DECLARE present, is_due INT;
  DECLARE due TEXT; DECLARE since DATETIME; DECLARE handling VARCHAR(255);
  SELECT MAX(ticketstock_due), MAX(ticketstock_is_due), MAX(ticketstock_waiting), MAX(ticketstock_state)
    INTO due, is_due, since, handling FROM llx_ticket_extrafields WHERE fk_object = ticket;
  DO SLEEP(0.003);
  START TRANSACTION;
  UPDATE llx_ticket SET progress = progress + 1 WHERE rowid = ticket;
  DO SLEEP(pause);
  SELECT COUNT(*) INTO present FROM llx_ticket_extrafields WHERE fk_object = ticket;
  IF present THEN
    UPDATE llx_ticket_extrafields SET ticketstock_due = due, ticketstock_is_due = is_due, ticketstock_waiting = since,
      ticketstock_state = handling WHERE fk_object = ticket;
  ELSE
    INSERT INTO llx_ticket_extrafields (fk_object, ticketstock_due, ticketstock_is_due, ticketstock_waiting, ticketstock_state)
      VALUES (ticket, due, is_due, since, handling);
  END IF;
  COMMIT;
END//
-- Two tickets in one transaction, each read before it is written. The caller gives the lower one first: no deadlock of its own.
CREATE PROCEDURE close_two(IN ticket INT, IN other INT)
BEGIN
  DECLARE handling VARCHAR(255);
  START TRANSACTION;
  SELECT MAX(ticketstock_state) INTO handling FROM llx_ticket_extrafields WHERE fk_object = ticket;
  UPDATE llx_ticket SET progress = progress + 1, fk_statut = 8 WHERE rowid = ticket;
  UPDATE llx_ticket_extrafields SET ticketstock_state = handling, ticketstock_is_due = 1 WHERE fk_object = ticket;
  DO SLEEP(0.01);
  SELECT MAX(ticketstock_state) INTO handling FROM llx_ticket_extrafields WHERE fk_object = other;
  UPDATE llx_ticket SET progress = progress + 1, fk_statut = 8 WHERE rowid = other;
  UPDATE llx_ticket_extrafields SET ticketstock_state = handling, ticketstock_is_due = 1 WHERE fk_object = other;
  COMMIT;
END//
-- With a mail in its transaction: then Dolibarr writes the row itself.
CREATE PROCEDURE create_one(IN with_mail INT)
BEGIN
  DECLARE ticket, present INT;
  START TRANSACTION;
  INSERT INTO llx_ticket (entity, ref, track_id, fk_user_create, progress, datec) VALUES (1, UUID(), UUID(), 1, 1, NOW());
  SET ticket = LAST_INSERT_ID();
  IF with_mail THEN
    DO SLEEP(0.02);
    SELECT COUNT(*) INTO present FROM llx_ticket_extrafields WHERE fk_object = ticket;
    IF present = 0 THEN
      INSERT INTO llx_ticket_extrafields (fk_object, ticketstock_state) VALUES (ticket, NULL);
    END IF;
  END IF;
  COMMIT;
END//
CREATE PROCEDURE work(IN mine INT, IN number INT)
BEGIN
  DECLARE ticket INT DEFAULT mine * 10 + number MOD 9 + 1;
  CASE number MOD 7
    WHEN 0 THEN CALL create_one(number MOD 2);
    WHEN 3 THEN CALL close_two(ticket, ticket + 1);
    ELSE CALL save(ticket, IF(number MOD 4 = 0, 0.05, 0));
  END CASE;
END//
DELIMITER ;
SQL

status=0
for isolation in OFF ON; do
  sql -e "SET GLOBAL innodb_snapshot_isolation = $isolation; UPDATE dolibarr.llx_ticket SET progress = 0" 2>"$folder/unknown" || {
    [ "$isolation" = ON ] && cat "$folder/unknown" && break
  }
  began=$(date +%s)
  pids=
  i=0
  while [ "$i" -lt "$connections" ]; do
    awk -v mine="$i" -v acts="$acts" 'BEGIN { for (n = 0; n < acts; n++) print "CALL work(" mine ", " n ");" }' |
      sql -f dolibarr >"$folder/out.$i" 2>"$folder/errors.$i" &
    pids="$pids $!"
    i=$((i + 1))
  done
  # Answers become due and are given, until the others have ended.
  touch "$folder/goes_on"
  while [ -e "$folder/goes_on" ]; do
    echo "UPDATE ticketstock.desk_ticket SET unread = RAND() < 0.5, waiting_since_erp = NOW(), state = ELT(1 + FLOOR(RAND() * 3), 'todo', 'doing', 'closed') WHERE RAND() < 0.1;"
    sleep 0.02
  done | sql -n >/dev/null 2>"$folder/desk.log" &
  desk=$!
  for pid in $pids; do wait "$pid" || true; done
  rm "$folder/goes_on"
  wait "$desk" || true
  took=$(($(date +%s) - began))
  behind="SELECT (SELECT COUNT(*) FROM ticketstock.ticket_to_show) + (SELECT COUNT(*) FROM ticketstock.ticket_change)"
  wait_for 120 sh -c "[ \"\$(mariadb --no-defaults -S '$folder/socket' -u root -N -e '$behind')\" = 0 ]" || status=1
  sql -N dolibarr >"$folder/counts" <<'SQL'
SELECT (SELECT SUM(progress) FROM llx_ticket), (SELECT SUM(ticketstock_seq) FROM llx_ticket_extrafields),
    SUM(e.rowid IS NULL OR NOT (e.ticketstock_is_due <=> s.is_due AND e.ticketstock_state <=> s.state
      AND e.ticketstock_waiting <=> s.waiting AND e.ticketstock_due <=> s.due)), COUNT(*),
    (SELECT COUNT(*) FROM ticketstock.desk_shown WHERE last_error IS NOT NULL)
  FROM ticketstock.erp_shown_ticket AS s LEFT JOIN llx_ticket_extrafields AS e ON e.fk_object = s.ticket_id;
SQL
  read -r done written wrong tickets failed <"$folder/counts"
  errors=$(cat "$folder"/errors.* | grep -c ERROR || true)
  expected=$(awk -v connections="$connections" -v acts="$acts" 'BEGIN { for (n = 0; n < acts; n++) sum += n % 7 == 3 ? 2 : 1; print sum * connections }')
  echo "isolation $isolation: $connections connections x $acts acts in $took s, $written changes shown of $tickets tickets"
  echo "errors: $errors, acts done: $done of $expected, rows that say what is not so: $wrong, event failed: $failed"
  cat "$folder"/errors.* | grep ERROR | sed 's/at line [0-9]*//' | sort | uniq -c | head -5 || true
  { [ "$errors" = 0 ] && [ "$done" = "$expected" ] && [ "$wrong" = 0 ] && [ "$failed" = 0 ] && [ "$written" -gt 0 ]; } || status=1
done
exit "$status"

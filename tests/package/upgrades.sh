# Installations of older versions, with a queue, a changed text, key file and option file written by hand; sourced by release.sh.
# SPDX-License-Identifier: GPL-3.0-or-later

mailed_all() { [ "$(sql ticketstock -Ne "SELECT COUNT(*) FROM mail_outbox WHERE state <> 'sent'")" = 0 ]; }

# Older versions knew MariaDB 10.11 and newer, and MySQL 9, alike.
for old in 0.1.0 0.2.0; do
  # The schema lost one of these, by a restore or by a removal that was interrupted.
  case $old in 0.1.0) lost=delivery_key ;; *) lost=rule_warehouse ;; esac
  echo "--- Upgrade from $old"
  sql -e "SET GLOBAL event_scheduler = OFF"
  sql <"$tests/upgrade/$old.sql" >/dev/null 2>&1 || fail "$old could not be installed"
  printf '# by hand\npassword.main = secret\n' >"$root/etc/ticketstock/secrets"
  sql -Ne "SELECT CONCAT('key = ', value) FROM ticketstock.delivery_key" >>"$root/etc/ticketstock/secrets"
  printf '[mysqldump]\nsingle-transaction\n' >"$root$options_file"
  sql ticketstock -e "INSERT INTO relay (name, host, port) VALUES ('main', '127.0.0.1', ${relay#*:});
    UPDATE setting SET value = 'erp@example.com' WHERE name = 'mail_sender';
    UPDATE mail_template SET html = CONCAT('<p>Changed by a DBA of $old.</p>', html) WHERE kind = 'opened'"
  rule ticketstock "Queued by $old"
  book dolibarr llx_
  is "mails of $old wait" yes "$(sql ticketstock -Ne "SELECT IF(COUNT(*) > 0, 'yes', 'no') FROM mail_outbox WHERE state = 'pending'")"
  interrupted "SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'ticketstock' AND ROUTINE_NAME = 'follow_tickets'"
  done_by
  grep -q 'is up to date for the ERP dolibarr' "$folder/said" || fail "$(cat "$folder/said")"
  [ "$client" = mysql ] || grep -q 'it is lost at the next restart' "$folder/said" || fail "$(cat "$folder/said")"
  arrives "Changed by a DBA of $old"
  is "the rule of $old is there" "Queued by $old" "$(sql ticketstock -Ne 'SELECT subject FROM rule')"
  is "one key, and what was written by hand" "1 1 1" \
    "$(keys) $(grep -c '^# by hand' "$root/etc/ticketstock/secrets") $(grep -c '^password.main = secret' "$root/etc/ticketstock/secrets")"
  book dolibarr llx_
  wait_for 300 mailed_all || fail "mails wait: $(sql ticketstock -e 'SELECT * FROM mail_outbox')"
  sql ticketstock -e "SET foreign_key_checks = 0; DROP TABLE $lost"
  done_by --remove
  sql -Ne "DELETE FROM dolibarr.llx_ticket; DELETE FROM dolibarr.llx_stock_mouvement"
  state | diff "$folder/state" - || fail "--remove left something of an installation that was $old"
  is "an option file of the DBA's stays" "[mysqldump] single-transaction" "$(tr '\n' ' ' <"$root$options_file" | sed 's/ $//')"
  rm "$root$options_file"
  [ ! -e "$root/etc/ticketstock/secrets" ] || fail "a key file without a key is left"
done

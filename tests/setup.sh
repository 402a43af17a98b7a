#!/bin/sh
# What install.sql and uninstall.sql do to a server that is in use: on a private MariaDB in a temporary folder.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     setup.sh BUILD_FOLDER [RUNS]     RUNS installations under load, 3 unless told
set -eu
build=$1
runs=${2:-3}
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/server.sh"
. "$tests/build.sh"
folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
trap 'stop_servers "$folder"; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
make_secrets "$build"
sql() { mariadb --no-defaults -S "$folder/socket" -u root "$@"; }
as() { # as ACCOUNT [option …]
  account=$1
  shift
  mariadb --no-defaults -S "$folder/socket" -u "$account" "$@"
}
fail() {
  echo "FAILED: $*" >&2
  exit 1
}
is() { # is WHAT EXPECTED VALUE
  [ "$2" = "$3" ] || fail "$1: expected $2, got $3"
  echo "ok: $1"
}
state() { sh "$tests/ticketstock/include/snapshot.sh" "mariadb --no-defaults -S $folder/socket -u root"; }
book="INSERT INTO llx_stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement, fk_user_author, fk_origin, origintype)
  VALUES (NOW(), 3, 2, 1, 0, 1, 0, '')"
rule="CALL add_rule('After-sales', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'In', '<p>Test.</p>')"
erp() { /usr/bin/python3 "$tests/erp/make_erp.py" --charset utf8mb4 | sed "s/\`*\bdolibarr\b\`*/$1/g"; }

start_mariadb "$folder" "$build"
erp dolibarr | sql

echo "--- Nothing is changed where something is missing, also by a client that goes on"
# refused NAME ACCOUNT WORDS: plain, --force and source change nothing, and the words are said.
refused() {
  state >"$folder/before"
  status=0
  as "$2" <"$build/install.sql" >"$folder/out" 2>&1 || status=$?
  is "$1: refused" 1 "$status"
  grep -qF "$3" "$folder/out" || fail "$1: $(cat "$folder/out")"
  as "$2" --force <"$build/install.sql" >"$folder/out" 2>&1 || true
  echo "source $build/install.sql" | as "$2" --force >"$folder/out" 2>&1 || true
  state >"$folder/after"
  diff "$folder/before" "$folder/after" || fail "$1: something was changed"
  echo "ok: $1: nothing was changed"
}
sql -e "CREATE USER half; GRANT ALL ON *.* TO half WITH GRANT OPTION"
for right in 'SET USER' 'BINLOG ADMIN' 'CREATE USER' PROCESS TRIGGER EVENT 'CREATE ROUTINE'; do
  sql -e "REVOKE $right ON *.* FROM half"
  refused "without $right" half "$right"
  sql -e "GRANT $right ON *.* TO half WITH GRANT OPTION"
done
sql -e "REVOKE GRANT OPTION ON *.* FROM half"
refused "without GRANT OPTION" half "GRANT OPTION on dolibarr"
sql -e "DROP USER half"
# What INSTALL.md's "Before you start" asks for, and no more.
sql -e "CREATE USER least; GRANT ALL ON dolibarr.* TO least WITH GRANT OPTION; GRANT ALL ON ticketstock.* TO least WITH GRANT OPTION;
  GRANT CREATE USER, PROCESS, SET USER, BINLOG ADMIN ON *.* TO least; GRANT INSERT, DELETE ON mysql.* TO least"
refused "without SELECT on mysql" least "SELECT on mysql"
sql -e "GRANT SELECT ON mysql.* TO least"
state >"$folder/before"
for script in install install uninstall; do
  as least <"$build/$script.sql" >"$folder/out" 2>&1 || fail "$script.sql with the rights that INSTALL.md names: $(cat "$folder/out")"
done
state | diff "$folder/before" - || fail "something is left"
echo "ok: the rights that INSTALL.md names are enough"
sql -e "DROP USER least"
sql -e "SET GLOBAL read_only = 1"
refused "read_only" root "read-only"
sql -e "SET GLOBAL read_only = 0; SET GLOBAL enforce_storage_engine = 'Aria'"
refused "another engine" root "enforce_storage_engine"
sql -e "SET GLOBAL enforce_storage_engine = NULL; RENAME TABLE dolibarr.llx_ticket TO dolibarr.elsewhere"
refused "without a table" root "dolibarr lacks llx_ticket"
sql -e "RENAME TABLE dolibarr.elsewhere TO dolibarr.llx_ticket"

# hold: a reader of the movements, until release.
hold() {
  mkfifo "$folder/reader"
  sql dolibarr <"$folder/reader" >"$folder/read" &
  reader=$!
  exec 3>"$folder/reader"
  echo "BEGIN; SELECT COUNT(*) FROM llx_stock_mouvement;" >&3
  wait_for 300 holds || fail "no reader"
}
holds() { [ "$(sql -N -e "SELECT COUNT(*) FROM information_schema.INNODB_TRX")" -gt 0 ]; }
release() {
  exec 3>&-
  wait "$reader"
  rm "$folder/reader"
}
sql <"$build/install.sql" >"$folder/out"
hold
trigger="SELECT CREATED FROM information_schema.TRIGGERS WHERE TRIGGER_NAME = 'ticketstock_movement'"
before=$(sql -N -e "$trigger")
sql --force <"$build/install.sql" >"$folder/out" 2>&1 || true
grep -q "ERROR 1205" "$folder/out" || fail "$(cat "$folder/out")"
is "the trigger stays while somebody reads the movements" "$before" "$(sql -N -e "$trigger")"
release
sql <"$build/uninstall.sql" >"$folder/out"

echo "--- It works where the session's options are unusual"
for options in "SET GLOBAL sql_safe_updates = 1" "SET GLOBAL autocommit = 0" "SET GLOBAL completion_type = 1"; do
  sql -e "$options"
  sql <"$build/install.sql" >"$folder/out" 2>&1 || fail "$options: $(cat "$folder/out")"
  sql -e "SET GLOBAL sql_safe_updates = 0; SET GLOBAL autocommit = 1; SET GLOBAL completion_type = 0"
  sql <"$build/uninstall.sql" >"$folder/out" 2>&1 || fail "$options: $(cat "$folder/out")"
  echo "ok: $options"
done

echo "--- Grants of a DBA survive"
sql <"$build/install.sql" >"$folder/out"
sql -e "CREATE USER monitor; GRANT EXECUTE ON PROCEDURE ticketstock.health_check TO monitor;
  GRANT EXECUTE ON PROCEDURE ticketstock.show_findings TO monitor;
  GRANT SELECT ON ticketstock.mail_status TO monitor"
before=$(sql -N -e "SHOW GRANTS FOR monitor")
sql <"$build/install.sql" >"$folder/out"
is "grants" "$before" "$(sql -N -e "SHOW GRANTS FOR monitor")"

echo "--- An installation that is whole in part only leaves the trigger alone"
trigger="SELECT CREATED FROM information_schema.TRIGGERS WHERE TRIGGER_NAME = 'ticketstock_movement'"
before=$(sql -N -e "$trigger")
# Which routines are of this run is told by the second in which they were made.
second_is_over() { [ "$(sql -N -e "SELECT NOW() > MAX(CREATED) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'ticketstock'")" = 1 ]; }
wait_for 300 second_is_over || fail "time stands still"
sed 's/^CREATE \(.*\) PROCEDURE check_masks(/CREATE \1 PROCEDURE check_masks(nonsense /' "$build/install.sql" >"$folder/spoiled.sql"
cmp -s "$build/install.sql" "$folder/spoiled.sql" && fail "nothing was spoiled"
sql --force <"$folder/spoiled.sql" >"$folder/out" 2>&1 || true
grep -q "is installed in part" "$folder/out" || fail "$(cat "$folder/out")"
is "trigger after a failed stage" "$before" "$(sql -N -e "$trigger")"
sql <"$build/install.sql" >"$folder/out"

echo "--- An upgrade and $runs installations under load: every movement has its ticket or its incident"
sql <"$build/uninstall.sql" >"$folder/out"
sql <"$tests/upgrade/0.2.0.sql" >"$folder/out"
sql ticketstock -e "$rule; CALL prepare_rules()"
for writer in 1 2 3 4; do
  (while [ ! -e "$folder/stop" ]; do echo "$book;"; done | sql --force dolibarr >"$folder/writer.$writer" 2>&1) &
  writers="${writers-} $!"
done
some_tickets() { [ "$(sql -N ticketstock -e "SELECT COUNT(*) > 1000 FROM opened_ticket")" = 1 ]; }
wait_for 300 some_tickets || fail "no tickets of 0.2.0"
run=0
while [ $run -le "$runs" ]; do
  run=$((run + 1))
  until sql <"$build/install.sql" >"$folder/out" 2>&1; do grep -q "ERROR 1205" "$folder/out" || fail "$(cat "$folder/out")"; done
done
touch "$folder/stop"
for writer in $writers; do wait "$writer"; done
sql -t dolibarr -e "SELECT COUNT(*) AS movements, COUNT(o.movement_id) AS tickets,
    SUM(o.movement_id IS NULL AND i.movement_id IS NOT NULL) AS incidents
  FROM llx_stock_mouvement AS m LEFT JOIN ticketstock.opened_ticket AS o ON o.movement_id = m.rowid
  LEFT JOIN (SELECT DISTINCT movement_id FROM ticketstock.incident) AS i ON i.movement_id = m.rowid WHERE m.fk_entrepot = 2 AND m.value > 0"
cat "$folder"/writer.* | grep ERROR | sed 's/at line [0-9]*//' | sort | uniq -c
is "movements that were refused" 0 "$(cat "$folder"/writer.* | grep -c ERROR || true)"
is "movements without a trace" 0 "$(sql -N dolibarr -e "SELECT COUNT(*) FROM llx_stock_mouvement AS m
  WHERE m.fk_entrepot = 2 AND m.value > 0 AND m.rowid NOT IN (SELECT movement_id FROM ticketstock.opened_ticket)
    AND m.rowid NOT IN (SELECT movement_id FROM ticketstock.incident)")"

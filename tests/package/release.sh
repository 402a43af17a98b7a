#!/bin/sh
# The package on one release of Debian; called by tests/package.sh.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     release.sh RELEASE PACKAGE CACHE FOLDER
set -eu
release=$1 package=$2 cache=$3 folder=$4
tests=$(cd "$(dirname "$0")/.." && pwd)
. "$tests/packages.sh"
. "$tests/server.sh"
. "$tests/build.sh"
. "$tests/chroot.sh"
mkdir "$folder"
trap 'stop_servers "$folder"; unmount_below "$folder"; rm -rf --one-file-system "$folder/root"' EXIT
trap 'exit 130' INT TERM
fail() {
  echo "FAILED: $*" >&2
  exit 1
}
is() { # is WHAT EXPECTED VALUE
  [ "$2" = "$3" ] || fail "$1: expected $2, got $3"
  echo "ok: $1"
}
case $release in
sid) packages=mysql-server server=mysqld client=mysql options="--mysqlx=OFF" conf=mysql.conf.d ;;
*) packages=mariadb-server server=mariadbd client=mariadb options="" conf=mariadb.conf.d ;;
esac
options_file=/etc/mysql/$conf/60-ticketstock.cnf
inside() { chroot "$root" "$@"; }
sql() { inside $client "$@"; }
erp() { /usr/bin/python3 "$tests/erp/make_erp.py" --charset utf8mb4; }
state() { sh "$tests/ticketstock/include/snapshot.sh" "chroot $root $client"; }
files() { (cd "$root" && find etc usr -xdev ! -name '*.pyc' | sort); }
apt_install() {
  DEBIAN_FRONTEND=noninteractive inside apt-get install -y --no-install-recommends /tmp/ticketstock.deb >"$folder/apt.log" 2>&1 </dev/null ||
    fail "$(cat "$folder/apt.log")"
}
setup() { inside ticketstock-setup "$@" >"$folder/said" 2>&1 </dev/null; }
done_by() { setup "$@" || fail "ticketstock-setup $*: $(cat "$folder/said")"; }
# declined WORDS OPTION…: the words are said.
declined() {
  words=$1
  shift
  ! setup "$@" || fail "not refused: ticketstock-setup $*"
  grep -qF -- "$words" "$folder/said" || fail "ticketstock-setup $*: $(cat "$folder/said")"
}
# refused WORDS OPTION…: and nothing is changed on the server nor in the files.
refused() {
  state >"$folder/before"
  find "$root/etc" -newer "$folder/before" >"$folder/files_before"
  declined "$@"
  state | diff "$folder/before" - || fail "$words: the server was changed"
  find "$root/etc" -newer "$folder/before" | diff "$folder/files_before" - || fail "$words: a file was changed"
  echo "ok: refused: $words"
}
# interrupted QUERY: ticketstock-setup and its client are killed once the query says 1.
is_so() { [ "$(sql -Ne "$1")" = 1 ]; }
interrupted() {
  setsid chroot "$root" ticketstock-setup >"$folder/said" 2>&1 </dev/null &
  pid=$!
  wait_for 300 is_so "$1" || fail "nothing was installed: $(cat "$folder/said")"
  kill -KILL -$pid
  ! wait $pid 2>/dev/null || fail "it was not interrupted"
}
start() {
  install -d -o "$(stat -c %u "$root/var/lib/mysql")" -g "$(stat -c %g "$root/var/lib/mysql")" "$root/run/mysqld"
  chroot "$root" $server --user=mysql --skip-networking $options "$@" >>"$folder/server.log" 2>&1 </dev/null &
  echo $! >"$folder/server.pid"
  wait_for 300 sql -e 'SELECT 1' || fail "$(tail -n 40 "$folder/server.log")"
}
stop() { mkdir -p "$folder/stop" && mv "$folder/server.pid" "$folder/stop/" && stop_servers "$folder/stop"; }
# book SCHEMA PREFIX: goods into SAV.
book() {
  sql "$1" -e "INSERT INTO $2stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement, fk_user_author, fk_origin, origintype)
    VALUES (NOW(), 3, 2, 1, 0, 1, 0, '')"
}
rule() { # rule SCHEMA SUBJECT
  sql "$1" -e "CALL add_rule('After-sales', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', '$2', '<p>Test.</p>')" >/dev/null
}
mailed() { grep -qsr -- "$1" "$folder/relay"; }
arrives() { wait_for 300 mailed "$1" || fail "no mail with $1: $(sql "${2:-ticketstock}" -e 'CALL health_check(); SELECT * FROM mail_outbox')"; }
keys() { grep -c '^key = ' "$root/etc/ticketstock/secrets" || true; }

make_chroot "$cache/package.$release" "$release" $packages
if [ "$release" = sid ]; then
  . "$tests/package/build_inside.sh"
fi
# What the package depends on is fetched once: no time that is told below has a download in it.
base=$cache/package.$release
depends=$(dpkg-deb -f "$package" Depends)
if [ "$(cat "$base/fetched" 2>/dev/null)" != "$depends" ]; then
  cp "$package" "$base/tmp/ticketstock.deb"
  quietly chroot "$base" apt-get update
  quietly chroot "$base" apt-get install -y --no-install-recommends --download-only /tmp/ticketstock.deb
  rm "$base/tmp/ticketstock.deb"
  echo "$depends" >"$base/fetched"
fi
root=$folder/root
cp -a "$base" "$root"
start_relay "$folder"
relay=127.0.0.1:$(cat "$folder/relay/port")
start
files >"$folder/files"
state >"$folder/empty"
erp | sql
state >"$folder/state"
cp "$package" "$root/tmp/ticketstock.deb"

echo "--- Three commands from the package to the first mail"
began=$(date +%s.%N)
apt_install
installed=$(date +%s.%N)
done_by --relay "$relay" --sender erp@example.com --test-mail dba@example.com
cat "$folder/said"
set_up=$(date +%s.%N)
rule ticketstock "First goods"
book dolibarr llx_
arrives "First goods"
mailed dba@example.com || fail "no test mail"
echo "$began $installed $set_up $(date +%s.%N)" | awk -v of="$release, $(sql -Ne 'SELECT VERSION()')" \
  '{ printf "%s: %.1f s to the first mail: package %.1f s, ticketstock-setup %.1f s, rule and goods %.1f s\n", of, $4 - $1, $2 - $1, $3 - $2, $4 - $3 }'
is "the key file is the server's and closed" "600 mysql" "$(inside stat -c '%a %U' /etc/ticketstock/secrets)"
is "the scheduler is on" ON "$(sql -Ne 'SELECT @@event_scheduler')"
is "health_check() finds no error" 0 "$(sql ticketstock -Ne 'CALL health_check()' | grep -c '^error')"
stop
start
is "the scheduler is on after a restart" ON "$(sql -Ne 'SELECT @@event_scheduler')"

echo "--- Again, interrupted, refused"
sql ticketstock -e "UPDATE setting SET value = '7' WHERE name = 'purge_after_days'"
state >"$folder/once"
cp -p "$root/etc/ticketstock/secrets" "$folder/secrets"
done_by
grep -q 'is up to date for the ERP dolibarr (tables llx_…), in schema ticketstock' "$folder/said" || fail "$(cat "$folder/said")"
state | diff "$folder/once" - || fail "a second run changed the server"
cmp "$folder/secrets" "$root/etc/ticketstock/secrets"
is "a setting stays" 7 "$(sql ticketstock -Ne "SELECT value FROM setting WHERE name = 'purge_after_days'")"
done_by --check
grep -q '^Nothing is missing' "$folder/said" || fail "$(cat "$folder/said")"
sql -e "CREATE USER half@localhost IDENTIFIED BY 'aA-1half'; GRANT ALL ON *.* TO half@localhost WITH GRANT OPTION; REVOKE CREATE USER ON *.* FROM half@localhost"
printf '[client]\nuser = half\npassword = aA-1half\n' >"$root/etc/half.cnf"
refused "lacks rights: CREATE USER" --defaults-file /etc/half.cnf
if [ $client = mariadb ]; then
  sql -e "GRANT CREATE USER ON *.* TO half@localhost; REVOKE SUPER ON *.* FROM half@localhost; SET GLOBAL event_scheduler = OFF"
  refused "the right to SET GLOBAL event_scheduler" --defaults-file /etc/half.cnf
  sql -e "SET GLOBAL event_scheduler = ON"
fi
sql -e "DROP USER half@localhost"
mv "$root/etc/ticketstock/secrets" "$root/etc/ticketstock/elsewhere"
ln -s elsewhere "$root/etc/ticketstock/secrets"
refused "no plain file"
mv -f "$root/etc/ticketstock/elsewhere" "$root/etc/ticketstock/secrets"
sql dolibarr -e "BEGIN; SELECT COUNT(*) FROM llx_ticket; SELECT SLEEP(600)" >/dev/null 2>&1 &
holder=$!
holds() { [ "$(sql -Ne "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO = 'SELECT SLEEP(600)'")" = 1 ]; }
wait_for 300 holds
refused "somebody keeps locked (connection"
refused "somebody keeps locked" --check
kill $holder
wait $holder 2>/dev/null || true
sql -Ne "SELECT CONCAT('KILL ', ID) FROM information_schema.PROCESSLIST WHERE INFO = 'SELECT SLEEP(600)'" | sql
refused "nowhere lacks llx_" --schema another --erp-schema nowhere
declined "order is a word of SQL" --schema order --erp-schema nowhere
refused "dolibarr lacks LLX_" --erp-prefix LLX_
declined "is no HOST or HOST:PORT" --relay "relay:smtp"
declined "A backslash, or a control character" --sender 'a\b@example.com'
printf '[client]\nvertical\n' >"$root/etc/odd.cnf"
declined "prints no plain rows" --defaults-file /etc/odd.cnf
# Lines of install.sql begin with what is a command of the client then: source, status.
printf '[mysql]\nnamed-commands\n' >"$root/etc/odd.cnf"
done_by --defaults-file /etc/odd.cnf
rm "$root/etc/odd.cnf"
(ulimit -f 7000 && declined "There is no room")
chmod 777 "$root/etc/ticketstock"
refused "a folder that only root may write to"
chmod 755 "$root/etc/ticketstock"
sql -e "CREATE TABLE ticketstock.of_a_dba (id INT PRIMARY KEY)"
refused "has a table of_a_dba" --remove
sql -e "DROP TABLE ticketstock.of_a_dba"
declined "is no option" --nonsense
declined "does not let us in" --user nobody_here
declined "There is no client" --client nonsense

echo "--- Removed without a trace"
sql -e "CALL ticketstock.show_desk_in_erp()" >/dev/null 2>&1 || inside sh -c "ticketstock-setup --print=show_desk | $client" >/dev/null
sql -e "DROP DATABASE ticketstock"
refused "to take the desk out of the pages of dolibarr" --remove
mode=$(sql -Ne "SELECT @@GLOBAL.sql_mode")
sql -e "SET GLOBAL sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'"
done_by
done_by --remove
sql -e "SET GLOBAL sql_mode = '$mode'"
state >"$folder/now"
diff "$folder/state" "$folder/now" || fail "--remove left something on the server"
[ ! -e "$root/etc/ticketstock/secrets" ] && [ ! -e "$root$options_file" ] || fail "a file is left"
done_by --remove
grep -q 'holds no TicketStock' "$folder/said" || fail "$(cat "$folder/said")"
echo "ok: schema, account, roles, events, triggers, functions, key and options are gone"
routines() { echo "SELECT COUNT(*) >= $1 FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = 'ticketstock'"; }
interrupted "$(routines 50)"
sql -e "SET foreign_key_checks = 0; DROP TABLE IF EXISTS ticketstock.rule_warehouse"
done_by --remove
grep -q '^What was left of TicketStock in schema ticketstock' "$folder/said" || fail "$(cat "$folder/said")"
state | diff "$folder/state" - || fail "--remove left something of what was interrupted"
interrupted "$(routines 50)"
interrupted "$(routines 250)"
# Whoever else is at work is waited for.
exec 8>"$root/run/ticketstock-setup.lock"
flock 8
waits() { grep -q -- "-> FLOCK .*:$(stat -c %i "$root/run/ticketstock-setup.lock") " /proc/locks; }
{ exec 8>&-; setup; } &
pid=$!
wait_for 300 waits || fail "nobody waits: $(cat "$folder/said")"
exec 8>&-
wait $pid || fail "$(cat "$folder/said")"
[ ! -e "$root/run/ticketstock-setup.lock" ] || fail "a lock is left"
state | diff "$folder/once" - || fail "interrupted runs left something"
sql -e "DROP DATABASE ticketstock"
done_by --remove
state | diff "$folder/state" - || fail "--remove left something of a schema that was dropped"
echo "ok: after interrupted runs all is as after one, and --remove takes away what is left"
. "$tests/package/upgrades.sh"
. "$tests/package/two_erps.sh"

echo "--- The package goes"
inside apt-get remove -y ticketstock >"$folder/apt.log" 2>&1 </dev/null || fail "$(cat "$folder/apt.log")"
grep -q 'the server still has it' "$folder/apt.log" || fail "nobody was warned: $(cat "$folder/apt.log")"
stop
start
book other_erp xyz_
echo "ok: goods are booked on a server that has lost the library"
apt_install
if [ $client = mysql ]; then
  refused "a restart of the server"
  refused "a restart of the server" --remove
  stop
  start
fi
# A newer package while the server runs.
dpkg-deb -R "$package" "$folder/newer"
sed -i 's/^Version: .*/&1/' "$folder/newer/DEBIAN/control"
dpkg-deb -b "$folder/newer" "$root/tmp/ticketstock.deb" >/dev/null
pid=$(cat "$folder/server.pid")
apt_install
grep -q 'run ticketstock-setup for each ERP' "$folder/apt.log" || fail "$(cat "$folder/apt.log")"
book other_erp xyz_
done_by
book other_erp xyz_
kill -0 "$pid" || fail "the server did not survive a newer package"
echo "ok: a newer package under a server that runs"
sql -e "DROP DATABASE other_erp"
done_by --remove
is "another server's line of the option file stays" "ignore-table = its_own.delivery_key" "$(grep '^ignore-table' "$root$options_file")"
sql -e "DROP DATABASE dolibarr"
state | diff "$folder/empty" - || fail "something is left on the server"
touch "$root/etc/ticketstock/secrets"
inside apt-get purge -y ticketstock >"$folder/apt.log" 2>&1 </dev/null || fail "$(cat "$folder/apt.log")"
inside apt-get autoremove -y --purge >"$folder/apt.log" 2>&1 </dev/null || fail "$(cat "$folder/apt.log")"
! files | grep -i ticketstock || fail "a file is left"
[ ! -e "$root/etc/ticketstock" ] || fail "/etc/ticketstock is left"
echo "ok: no file is left"

#!/bin/sh
# Runs the mysql-test suite on the other servers that are supported, MariaDB 11.8 (Debian 13) and MySQL 9
# (Debian sid), with the library and the install.sql that tests/run.sh tests on this machine's MariaDB.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sudo sh tests/matrix.sh [mariadb] [mysql]
#
# Ends with a line for each server; exit status 0 if all tests of the suite ran and passed on each.
# TICKETSTOCK_CACHE  folder of the servers' chroots, build/cache unless set: 1.7 GB, used again
#
# A server runs in its chroot, with its default settings and the event scheduler on, MySQL also with
# sql_require_primary_key, as where it is replicated or managed; nothing is mounted there. It waits for no
# disk (libeatmydata): each of its tests installs, which is hundreds of DDL statements, and none needs what
# a machine without power would have kept. What a SIGKILL leaves is in the page cache as ever. Client, test
# program and mail relay are this machine's: sockets, loopback and process ids are shared, and the paths
# that a test reads on both sides are made the same. The mailer is built in the chroot, since the
# libraries that it needs have other versions there.
#
# mysql-test-run has not started these servers, so it neither looks at their error log nor for objects
# that a test leaves. The latter is done here, once for all tests. No test is left out.
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/packages.sh"
. "$tests/build.sh"
. "$tests/server.sh"
. "$tests/chroot.sh"
top=$(dirname "$tests")
build=$top/build/tests
cache=${TICKETSTOCK_CACHE:-$top/build/cache}
suite=ticketstock
client="mariadb --no-defaults -u root"

# describe_server NAME: where it comes from and what has to come.
describe_server() {
  case $1 in
  mariadb) release=trixie package="mariadb-server-core mariadb-client-core" version=11.8 ;;
  mysql) release=sid package="mysql-server-core mysql-client-core" version=9 ;;
  *)
    echo "usage: sh tests/matrix.sh [mariadb] [mysql]" >&2
    return 2
    ;;
  esac
}

# build_mailer: in the chroot, from the same sources; it, the library and the key file are put where the
# library was built to look for them.
build_mailer() {
  mkdir -p "$root$build"
  copy_sources "$root/ticketstock"
  quietly chroot "$root" cmake -S /ticketstock -B /ticketstock/build -DBUILD_TESTING=OFF \
    -DTICKETSTOCK_SECRETS="$build/secrets" &&
    quietly chroot "$root" cmake --build /ticketstock/build --target ticketstock-mailer \
      --parallel "$(nproc)" &&
    cp -p "$root/ticketstock/build/ticketstock-mailer" "$build/ticketstock.so" "$build/secrets" "$root$build/"
}

# make_folder: the server's folder, in the chroot and, by a link, under the same path out here.
make_folder() {
  inside=$(mktemp -d "$root/tmp/ticketstock.XXXXXX")
  folder=/tmp/${inside##*/}
  ln -sT "$inside" "$folder"
}

remove_folder() {
  [ -n "${folder:-}" ] || return 0
  stop_servers "$folder"
  rm -rf "$folder" "$inside"
  folder=
}

# start_server NAME: on $folder/socket only, its data in $folder/data. The package that would make the
# folder of MySQL's secure_file_priv is mysql-server, which is a service as well.
start_server() {
  case $1 in
  mariadb)
    server=mariadbd option=
    quietly chroot "$root" mariadb-install-db --no-defaults --user=root --datadir="$folder/data" \
      --skip-test-db --auth-root-authentication-method=normal || return 1
    ;;
  mysql)
    server=mysqld option="--mysqlx=OFF --sql-require-primary-key=ON"
    mkdir -p "$root/var/lib/mysql-files"
    quietly chroot "$root" mysqld --no-defaults --user=root --datadir="$folder/data" \
      --initialize-insecure || return 1
    ;;
  esac
  chroot "$root" env LD_PRELOAD=libeatmydata.so $server --no-defaults --user=root --datadir="$folder/data" --socket="$folder/socket" \
    --skip-networking --plugin-dir="$build" --event-scheduler=ON $option >"$folder/server.log" 2>&1 </dev/null &
  echo $! >"$folder/server.pid"
  wait_for 300 $client -S "$folder/socket" -e 'CREATE DATABASE test' || {
    tail -n 40 "$folder/server.log" >&2
    return 1
  }
}

# snapshot NAME: what exists on the server, in $folder/NAME.
snapshot() {
  sh "$tests/$suite/include/snapshot.sh" "$client -S $folder/socket" >"$folder/$1"
}

# try_own_client NAME: install.sql and uninstall.sql by the server's own command line client.
try_own_client() {
  own="chroot $root $1 --no-defaults -u root -S $folder/socket"
  "$tests/erp/make_erp.py" --charset utf8mb4 | $own &&
    $own <"$build/install.sql" >"$folder/client.log" 2>&1 &&
    $own <"$build/uninstall.sql" >>"$folder/client.log" 2>&1 &&
    $own -e 'DROP DATABASE dolibarr' || {
    cat "$folder/client.log" >&2
    return 1
  }
}

# run_suite: with the output of mysql-test-run in $folder/log.
run_suite() {
  export MASTER_MYSOCK="$folder/socket" MASTER_MYPORT=3306 TICKETSTOCK_ROOT="$root"
  export RELAY_FOLDER="$folder/relay" RELAY_PORT="$(cat "$folder/relay/port")"
  sh "$tests/mtr.sh" "$build" "$suite" --extern socket="$folder/socket" --extern user=root \
    --parallel=1 >"$folder/log" 2>&1 || failure="see above"
  # Of a suite with failures they alone, which 140 lines of success would hide.
  if [ -n "$failure" ]; then grep -vF '[ pass ]' "$folder/log" >&2; else grep -F '[ pass ]' "$folder/log"; fi
}

# compare_snapshots: before and after all tests.
compare_snapshots() {
  diff "$folder/before" "$folder/after" >&2 || failure="the tests left something behind"
}

# did_not_pass: the names of the tests that have no line of success.
did_not_pass() {
  for test in "$tests/$suite"/t/*.test; do
    name_of_test=$(basename "$test" .test)
    grep -q "[.]$name_of_test  *\[ pass \]" "$folder/log" || printf ' %s' "$name_of_test"
  done
}

# judge NAME: the server's line at the end.
judge() {
  passed=$(grep -cF '[ pass ]' "$folder/log") || true
  all=$(ls "$tests/$suite"/t/*.test | wc -l)
  is=$($client -S "$folder/socket" -N -e 'SELECT VERSION()')
  case $is in "$version".*) ;; *) failure="it should be version $version" ;; esac
  [ "$passed" = "$all" ] || failure="these did not pass:$(did_not_pass)"
  add_result "$1 $is: $passed of $all tests passed, $(($(date +%s) - began)) s${failure:+, FAILED: $failure}"
}

add_result() {
  results="$results$1
"
}

# test_server NAME: 0 if all is well.
test_server() {
  failure=
  began=$(date +%s)
  describe_server "$1"
  make_chroot "$cache/$1" "$release" $package $BUILD_PACKAGES tzdata libeatmydata1 && build_mailer && make_folder &&
    start_server "$1" && start_relay "$folder" && snapshot before && try_own_client "$1" || {
    add_result "$1: no test was run, FAILED"
    return 1
  }
  run_suite
  snapshot after && compare_snapshots
  judge "$1"
  [ -z "$failure" ]
}

[ $# -gt 0 ] || set -- mariadb mysql
for name in "$@"; do describe_server "$name"; done
[ "$(id -u)" = 0 ] || { echo "Only root can make and enter chroots." >&2; exit 1; }
install_packages $MATRIX_PACKAGES
quietly build_tests "$build"
make_secrets "$build"
mkdir -p "$cache"
cache=$(cd "$cache" && pwd -P)
trap 'unmount_below "$cache"' EXIT
trap 'kill $running 2>/dev/null; exit 130' INT TERM

# Both at a time: a server alone waits more than it works. What each says is shown when it is through.
running=
for name in "$@"; do rm -f "$cache/$name.result"; done
for name in "$@"; do
  (
    trap remove_folder EXIT
    trap 'exit 130' INT TERM
    results=
    status=0
    test_server "$name" || status=1
    printf %s "$results" >"$cache/$name.result"
    exit "$status"
  ) >"$cache/$name.log" 2>&1 </dev/null &
  running="$running $!"
done
failed=0
for pid in $running; do wait "$pid" || failed=1; done
for name in "$@"; do
  echo "=== $name"
  cat "$cache/$name.log"
done
echo
for name in "$@"; do cat "$cache/$name.result"; done
exit "$failed"

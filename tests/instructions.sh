#!/bin/sh
# Counts the processor instructions that a movement costs: docs/performance.md. Unlike times they do not depend on who else
# uses the machine.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sh tests/instructions.sh [OTHER_TREE]
#
# Prints a line for each kind of movement, in thousands of instructions of the client's connection, the commit included:
# of this tree, and of OTHER_TREE (a checkout of another state, built in its build/bench) beside it. Takes three minutes a tree.
# CHANGE, if set, is SQL that changes what was installed before anything is counted.
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/packages.sh"
. "$tests/server.sh"
. "$tests/build.sh"
. "$tests/bench/movements.sh"
STATEMENTS=20

sql() { mariadb --no-defaults -S "$folder/socket" -u root --default-character-set=utf8mb4 "$@"; }

# prepare TREE: its library and install.sql, and a server's data with the test ERP, the benchmarks' rule and a stop.
prepare() {
  build=$1/build/bench
  mkdir -p "$build"
  { cmake -S "$1" -B "$build" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF -DTICKETSTOCK_SECRETS="$build/secrets" \
    -DTICKETSTOCK_MAILER="$build/ticketstock-mailer" && cmake --build "$build"; } >"$folder/build.log" 2>&1 || {
    cat "$folder/build.log" >&2
    return 1
  }
  start_mariadb "$folder" "$build"
  make_secrets "$build"
  "$tests/erp/make_erp.py" --charset utf8mb3 | sql
  sql <"$build/install.sql" >/dev/null
  sql <"$1/tests/bench/movements.sql" >/dev/null
  [ -z "${CHANGE-}" ] || sql -e "$CHANGE"
  stop_servers "$folder"
}

# start_counted: the same server where instructions are counted, those of statements only.
start_counted() {
  user=
  [ "$(id -u)" = 0 ] && user=--user=root
  valgrind --tool=callgrind --toggle-collect='dispatch_command*' --callgrind-out-file="$folder/counts" \
    mariadbd --no-defaults $user --datadir="$folder/data" --tmpdir="$folder/tmp" --socket="$folder/socket" \
    --skip-networking --plugin-dir="$build" --innodb-use-native-aio=0 --loose-innodb-buffer-pool-size-max=128M >"$folder/mariadbd.log" 2>&1 </dev/null &
  echo $! >"$folder/mariadbd.pid"
  wait_for 120 sql -e 'SELECT 1' || {
    cat "$folder/mariadbd.log" >&2
    return 1
  }
}

# count STATEMENT: thousands of instructions of one of many, the first ones left out.
count() {
  pid=$(cat "$folder/mariadbd.pid")
  rm -f "$folder"/counts*
  { mkfifo "$folder/statements"; sql <"$folder/statements" & } >/dev/null 2>&1
  exec 9>"$folder/statements"
  repeat 10 "$1" >&9
  echo "SELECT 1 INTO OUTFILE '$folder/warm';" >&9
  wait_for 300 test -e "$folder/warm"
  callgrind_control --zero "$pid" >/dev/null 2>&1
  repeat "$STATEMENTS" "$1" >&9
  exec 9>&-
  wait $!
  callgrind_control --dump "$pid" >/dev/null 2>&1
  wait_for 60 grep -q '^totals:' "$folder"/counts.*
  awk -v n="$STATEMENTS" '/^totals:/ { printf "%.0f\n", $2 / n / 1000 }' "$folder"/counts.*
  rm -f "$folder/statements" "$folder/warm"
}

# repeat TIMES STATEMENT
repeat() {
  for _ in $(seq "$1"); do echo "$2;"; done
}

# measure TREE: five lines, without a name, in $folder/figures.
measure() {
  folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
  prepare "$1"
  start_counted
  count "$(book bare_mouvement 1 2 0)"
  count "$(book llx_stock_mouvement 1 -2 1)"
  count "$(book llx_stock_mouvement 2 -2 1)"
  count "$(book llx_stock_mouvement 1 2 0)"
  count "$(book llx_stock_mouvement 2 2 0)"
  stop_servers "$folder"
  rm -rf "$folder"
}

install_packages $TEST_PACKAGES
folder=
trap '[ -z "$folder" ] || { stop_servers "$folder"; rm -rf "$folder"; }' EXIT
trap 'exit 130' INT TERM
results=$(mktemp -d)
measure "$(dirname "$tests")" >"$results/this"
: >"$results/other"
[ $# = 0 ] || measure "$(cd "$1" && pwd)" >"$results/other"
printf '%s\n' bare leaving leaving_watched unwatched watched | paste - "$results/this" "$results/other"
rm -rf "$results"

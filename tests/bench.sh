#!/bin/sh
# Measures what TicketStock costs, each time against the same work without it: docs/performance.md.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sh tests/bench.sh [--full]
#
# Prints "bench NAME MEASURED GOAL ok|short" for each benchmark, then what is behind it as information. --full
# takes longer turns, more of them, and adds `grown` (5 to 15 minutes) and `list-…` (10). Exit status 1 if a goal is missed. Builds
# in build/bench, in release mode; the server is a private one in a temporary folder, with the options that a server
# has by default.
set -eu
case ${1:-} in
'') turn=0.05 pairs=41 turns=7 lag_seconds=10 full= ;;
--full) turn=0.25 pairs=81 turns=11 lag_seconds=60 full=yes ;;
*)
  echo "usage: sh tests/bench.sh [--full]" >&2
  exit 2
  ;;
esac
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/packages.sh"
. "$tests/server.sh"
. "$tests/build.sh"
. "$tests/bench/movements.sh"
. "$tests/bench/desk.sh"
. "$tests/bench/delivery.sh"
. "$tests/bench/grown.sh"
. "$tests/bench/lists.sh"
build=$(dirname "$tests")/build/bench

sql() { mariadb --no-defaults -S "$folder/socket" -u root --default-character-set=utf8mb4 "$@"; }

# judge NAME MEASURED GOAL: prints the line of a benchmark whose figure must not pass its goal.
judge() {
  verdict=$(awk -v measured="$2" -v goal="$3" 'BEGIN { print measured + 0 <= goal + 0 ? "ok" : "short" }')
  [ "$verdict" = ok ] || missed=yes
  echo "bench $1 $2 $3 $verdict"
}

# judge_least NAME MEASURED GOAL: the same where the figure must reach its goal.
judge_least() {
  verdict=$(awk -v measured="$2" -v goal="$3" 'BEGIN { print measured + 0 >= goal + 0 ? "ok" : "short" }')
  [ "$verdict" = ok ] || missed=yes
  echo "bench $1 $2 $3 $verdict"
}

# inform NAME CLIENTS STATEMENT OTHER [HELD]: the two statements side by side; the ratio in $ratio.
inform() {
  name=$1 clients=$2
  shift 2
  figures=$("$build/side_by_side" "$folder/socket" "$clients" "$turn" "$pairs" "$@")
  ratio=${figures%% *}
  information="$information  $name: $(echo "$figures" | awk -v n="$clients" '{ print $2 " us, without " $3 " us: " $1 ", clients: " n }')
"
}

# compare NAME GOAL CLIENTS STATEMENT OTHER [HELD]: the same as a benchmark.
compare() {
  goal=$2
  set -- "$1" "$3" "$4" "$5" ${6:+"$6"}
  inform "$@"
  judge "$name" "$ratio" "$goal"
}

install_packages $DEMO_PACKAGES postfix
mkdir -p "$build"
cmake -S "$tests/.." -B "$build" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF -DTICKETSTOCK_SECRETS="$build/secrets" \
  -DTICKETSTOCK_MAILER="$build/ticketstock-mailer" >"$build/build.log" 2>&1 &&
  cmake --build "$build" >>"$build/build.log" 2>&1 &&
  cc -O2 -std=c11 -D_GNU_SOURCE -Wall -Wextra "$tests/bench/side_by_side.c" -o "$build/side_by_side" \
    $(pkg-config --cflags --libs libmariadb) -lpthread >>"$build/build.log" 2>&1 || {
  cat "$build/build.log" >&2
  exit 1
}
folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
trap 'for f in "$folder" "$folder/empty" "$folder/grown" "$folder/lists"; do stop_servers "$f"; done; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
start_mariadb "$folder" "$build"
make_secrets "$build"
"$tests/erp/make_erp.py" --charset utf8mb3 | sql
sql <"$build/install.sql" >/dev/null
sql ticketstock -e "UPDATE delivery_key SET value = '$(sed -n '/^key = /{s///p;q}' "$build/secrets")'"
sql <"$tests/bench/movements.sql" >/dev/null

missed= information=
bench_movements
bench_following "$lag_seconds"
bench_goods "$lag_seconds"
[ -z "$full" ] || bench_follow_cost
bench_delivery "$turns"
[ -z "$full" ] || bench_grown "$turns"
[ -z "$full" ] || bench_lists
echo "$(sql -N -e 'SELECT VERSION()'), $(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg); medians of $pairs pairs:"
printf %s "$information"
[ -z "$missed" ]

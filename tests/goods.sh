#!/bin/sh
# Whether what entered minus what left is what is due, while the server is killed; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sh tests/goods.sh MOVEMENTS [KILLS [SEED]]      so many movements, SIGKILL of mariadbd so many times
#
# 6,300 movements and 2 kills take four to five minutes at load 10. 100,000 are booked within seven, much faster than they are followed: that takes
# the most.
# A private server; eight connections book goods of 1,000 products (of 100 for up to 20,000 movements) in three watched
# warehouses of two rules and one that nobody watches: they enter, leave, are shipped, reopened, deleted, transferred,
# corrected by inventories, in fractions and lots, a tenth rolled back; tickets are closed by hand and deleted meanwhile.
# BUILD, if set, is the build folder; else build/tests, which is made if it is missing.
# Fails if of any product, lot and warehouse more or less is due than is there, if a movement was not counted once, if a
# ticket closed by itself and goods of it are there, or is open and all have left, or if a step or a mail came twice.
set -eu
movements=${1:-2000}
kills=${2:-0}
case $movements$kills in
*[!0-9]*)
  sed -n '5s/^# *//p' "$0" >&2
  exit 2
  ;;
esac
seed=${3:-$(od -An -N3 -tu4 /dev/urandom | tr -d ' ')}
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/private.sh"
build_if_missing

SERVER_OPTIONS=--innodb-flush-log-at-trx-commit=2
start_installation utf8mb4
sql dolibarr <"$tests/goods/moving.sql" >/dev/null
/usr/bin/python3 "$tests/goods/moves.py" "$folder" "$build" "$movements" "$kills" "$seed"

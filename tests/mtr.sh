#!/bin/sh
# Runs suites of this folder with mysql-test-run and judges its output; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     mtr.sh BUILD_FOLDER SUITE [argument of mysql-test-run …]     for example: --record crash
set -eu
TICKETSTOCK_BUILD=$1
suite=$2
shift 2
TICKETSTOCK_TESTS=$(cd "$(dirname "$0")" && pwd)
# mysql-test-run fails on a "-" in the path of a suite, so the suite is linked to where there is none.
folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
ln -s "$TICKETSTOCK_TESTS/$suite" "$folder/$suite"
. "$TICKETSTOCK_TESTS/build.sh"
make_secrets "$TICKETSTOCK_BUILD"
# What the server sees as TICKETSTOCK_BUILD: in a chroot if this is set.
TICKETSTOCK_ROOT=${TICKETSTOCK_ROOT:-}
export TICKETSTOCK_BUILD TICKETSTOCK_TESTS TICKETSTOCK_ROOT
cd /usr/share/mysql/mysql-test
status=0
perl mariadb-test-run.pl --suite="$folder/$suite" --vardir="$folder/var" --parallel=$(($(nproc) * 2)) --force \
  --max-test-fail=0 --retry=0 "$@" >"$folder/log" 2>&1 || status=$?
cat "$folder/log"
# Its exit status is 0 when a test leaves objects behind, and when all tests are skipped.
if grep -qE 'Check of testcase failed|\[ skipped \]|\[ disabled \]' "$folder/log"; then
  echo "A test left something behind or was skipped: that counts as a failure." >&2
  status=1
fi
grep -q '\[ pass \]' "$folder/log" || status=1
exit "$status"

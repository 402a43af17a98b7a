#!/bin/sh
# Checks the model of delivery: that no state breaks a property, and that each broken step is found; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     run.sh [large]      large: more mails, faults and late answers, by hand: some minutes, 8 GB
#
# Prints for each run what it was, states, time and memory. Fails if a property does not hold, or if a broken variant
# passes.
set -eu
model=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
failed=0
megabytes=2000
deepest=50000
[ "${1:-}" != large ] || megabytes=8000 deepest=200000

# explore PROPERTY MACROS COMPILER_OPTIONS: its output in $folder/out; 0 if the search came to its end.
explore() {
  cd "$folder"
  rm -f pan* ./*.trail
  case $1 in
  safety) macros=$2 search="-DSAFETY -DNOCLAIM" options= ;;
  liveness) macros="$2 -DLIVENESS" search="-DNFAIR=3" options="-a -f" ;;
  esac
  spin -a $macros "$model/delivery.pml" >"$folder/spin.log" 2>&1 || { cat "$folder/spin.log" >&2; exit 1; }
  gcc $3 -w $search -DMEMLIM=$megabytes -o pan pan.c
  ./pan $options -m$deepest -n >"$folder/out" 2>&1
  ! grep -q -e 'not completed' -e 'max search depth' "$folder/out"
}

# say WHAT: a line with the figures of the last search.
say() {
  awk -v what="$1" '
    /states, stored/ { states = $1 } /elapsed time/ { seconds = $4 } /total actual memory/ { memory = $1 }
    /errors: / { sub(/.*errors: /, ""); errors = $0 } /^pan:1:/ { sub(/^pan:1: /, ""); sub(/ \(at depth.*/, ""); said = ": " $0 }
    END { printf "%s: %d states, %.1f s, %.0f MB, %s errors%s\n", what, states, seconds, memory, errors, said }' "$folder/out"
}

# holds PROPERTY MACROS
holds() {
  ended=0
  explore "$1" "$2" "-O2 ${4-}" || ended=1
  say "$1 $2"
  if [ "$ended" != 0 ] || ! grep -q 'errors: 0' "$folder/out"; then
    failed=1
    [ -z "$(find "$folder" -name '*.trail')" ] ||
      spin -t -p -g $macros "$model/delivery.pml" | tail -n 200
  fi
}

# finds PROPERTY MACROS: a variant with a broken step.
finds() {
  explore "$1" "$2" -O0 || true
  say "broken $1 $2"
  grep -q 'errors: [1-9]' "$folder/out" || { echo "It was not found." >&2; failed=1; }
}

if [ "${1:-}" = large ]; then
  holds safety "-DMAILS=2 -DFAULTS=1 -DANSWERS=1 -DLATE=1" 
  holds safety "-DMAILS=2 -DFAULTS=2 -DANSWERS=1 -DLATE=0"
  holds safety "-DMAILS=3 -DFAULTS=1 -DANSWERS=0 -DLATE=0"
  holds safety "-DMAILS=2 -DFAULTS=2 -DANSWERS=1 -DLATE=0 -DSERVERS=2"
  holds liveness "-DMAILS=2 -DFAULTS=1 -DANSWERS=1 -DLATE=0"
  exit "$failed"
fi
holds safety "-DFAULTS=1 -DANSWERS=0 -DLATE=1"
holds safety "-DFAULTS=1 -DANSWERS=1 -DLATE=0"
holds safety "-DFAULTS=1 -DANSWERS=1 -DLATE=0 -DSERVERS=2"
holds liveness "-DFAULTS=1 -DANSWERS=0 -DLATE=0"
one="-DFAULTS=1 -DANSWERS=0 -DLATE=0"
for broken in NO_LOCK NO_SETTLE CLAIM_BEFORE_SETTLE NO_JOURNAL SOCKET_ONLY FORGET_FIRST NO_TOKEN MAILER_OUTLIVES; do
  finds safety "$one -D$broken"
done
finds safety "-DFAULTS=2 -DANSWERS=0 -DLATE=0 -DTAKES_UNSETTLED"
finds safety "$one -DSERVERS=2 -DNO_RENEW"
finds liveness "$one -DNO_TAKE_OVER"
exit "$failed"

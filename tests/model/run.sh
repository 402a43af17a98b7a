#!/bin/sh
# Checks the model of delivery: that no state breaks a property, and that each broken step is found; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     run.sh [large]      large: more mails, faults and late answers, by hand: some minutes, 8 GB
#
# Prints for each search what it was, states, time and memory. Fails if a property does not hold, or if a broken
# variant passes.
set -eu
model=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
megabytes=2000 deepest=50000 compile=-O1 # a better compiler takes longer than it gains
[ "${1:-}" != large ] || megabytes=8000 deepest=500000 compile="-O2 -DCOLLAPSE"

# explore FOLDER PROPERTY MACROS COMPILER_OPTION: what pan says goes to FOLDER/out.
explore() {
  mkdir "$1"
  cd "$1"
  macros=$3 search="-DSAFETY -DNOCLAIM" options=
  [ "$2" = safety ] || macros="$3 -DLIVENESS" search=-DNFAIR=3 options="-a -f"
  spin -a $macros "$model/delivery.pml" >spin.log 2>&1 && gcc $4 -w $search -DMEMLIM=$megabytes -o pan pan.c ||
    { cat spin.log >&2; touch "$folder/failed"; }
  ./pan $options -m$deepest -n >out 2>&1 || { cat out >&2; touch "$folder/failed"; }
}

# say FOLDER WHAT: a line with the figures of a search.
say() {
  awk -v what="$2" '
    /states, stored/ { states = $1 } /elapsed time/ { seconds = $4 } /total actual memory/ { memory = $1 }
    /^pan:1:.*(copies|NONE_TOO_OFTEN)/ { found = "a mail went out again that no fault had met in flight" }
    /^pan:1:.*claim_id/ { found = "an outcome was written to another claim" }
    /^pan:1:.*acceptance/ { found = "a mail waits for ever" }
    /^pan:1:/ && !found { found = $0 }
    /not completed|max search depth|out of memory/ && !found { found = "the search did not come to its end" }
    END {
      printf "%s: %d states, %.1f s, %.0f MB: %s\n", what, states, seconds, memory, found ? found : "holds"
    }' "$1/out"
}

# holds NAME PROPERTY MACROS: no state breaks the property.
holds() {
  explore "$folder/$1" "$2" "$3" "$compile"
  say "$folder/$1" "$2 $3" | tee "$folder/$1/line"
  grep -q ': holds$' "$folder/$1/line" && return 0
  touch "$folder/failed"
  [ ! -e "$folder/$1/delivery.pml.trail" ] ||
    (cd "$folder/$1" && spin -t -p -g $macros "$model/delivery.pml" | tail -n 200)
}

# finds PROPERTY MACRO MACROS: the variant that the macro breaks.
finds() {
  explore "$folder/$2" "$1" "$3 -D$2" -O0
  say "$folder/$2" "broken: $2 ($1 $3)"
  grep -q 'errors: [1-9]' "$folder/$2/out" || { echo "$2 was not found." >&2; touch "$folder/failed"; }
}

if [ "${1:-}" = large ]; then
  holds 1 safety "-DMAILS=2 -DFAULTS=1 -DANSWERS=1 -DLATE=1"
  holds 2 safety "-DMAILS=2 -DFAULTS=2 -DANSWERS=1 -DLATE=0"
  holds 3 safety "-DMAILS=3 -DFAULTS=1 -DANSWERS=0 -DLATE=0"
  holds 4 safety "-DMAILS=2 -DFAULTS=2 -DANSWERS=1 -DLATE=0 -DSERVERS=2"
  holds 5 liveness "-DMAILS=2 -DFAULTS=1 -DANSWERS=1 -DLATE=0"
else
  few="-DFAULTS=1 -DANSWERS=0 -DLATE=0"
  holds waiting liveness "$few" &
  holds late safety "-DFAULTS=1 -DANSWERS=0 -DLATE=1"
  holds refused safety "-DFAULTS=1 -DANSWERS=1 -DLATE=0"
  holds two safety "-DFAULTS=1 -DANSWERS=1 -DLATE=0 -DSERVERS=2"
  for broken in NO_LOCK NO_SETTLE CLAIM_BEFORE_SETTLE NO_JOURNAL SOCKET_ONLY FORGET_FIRST MAILER_OUTLIVES; do
    finds safety $broken "$few"
  done
  finds safety TAKES_UNSETTLED "-DFAULTS=2 -DANSWERS=0 -DLATE=0"
  finds safety NO_RENEW "$few -DSERVERS=2"
  finds safety NO_TOKEN "$few -DSERVERS=2"
  finds liveness NO_TAKE_OVER "$few"
  wait
fi
[ ! -e "$folder/failed" ]

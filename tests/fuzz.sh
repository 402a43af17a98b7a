#!/bin/sh
# Builds the fuzz targets (build/fuzz) and runs each for SECONDS, two at a time; a line for each, and 1 on a finding.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     fuzz.sh [SECONDS [TARGET …]]       for example: 1200, or 60 message
#
# What was learned stays in build/fuzz/corpus, what was found in build/fuzz/findings/TARGET with the log.
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
build=$(dirname "$tests")/build/fuzz

run_target() {
  name=$1
  seconds=$2
  log=$build/findings/$name/log
  rm -rf "$build/findings/$name"
  mkdir -p "$build/corpus/$name" "$build/findings/$name"
  set -- -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$build/findings/$name/" -reload=0
  [ ! -e "$tests/fuzz/dictionaries/$name.dict" ] || set -- "$@" -dict="$tests/fuzz/dictionaries/$name.dict"
  status=0
  # GLib's own allocator would hide overruns from AddressSanitizer.
  G_SLICE=always-malloc nice "$build/fuzz_$name" "$@" "$build/corpus/$name" "$tests/fuzz/seeds/$name" >"$log" 2>&1 ||
    status=$?
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  found=$(find "$build/findings/$name" -type f ! -name log | wc -l)
  # A target that never ran, or ended with an error, is a finding as well.
  [ "$status" = 0 ] && [ "${runs:-0}" -gt 0 ] || [ "$found" -gt 0 ] || found=1
  echo "$name: ${runs:-0} runs, $seconds s, $found findings"
  [ "$found" = 0 ] || { grep -E -A 12 'REQUIRE|ERROR|runtime error' "$log" >&2 || tail -n 20 "$log" >&2; return 1; }
}

if [ "${1-}" = --one ]; then
  run_target "$3" "$2"
  exit
fi
seconds=${1:-20}
[ $# = 0 ] || shift
cmake -S "$tests/fuzz" -B "$build" -DCMAKE_C_COMPILER=clang >/dev/null
cmake --build "$build" --parallel 2 >/dev/null
[ $# -gt 0 ] || set -- $(cd "$tests/fuzz/seeds" && ls)
printf '%s\n' "$@" | xargs -P 2 -n 1 sh "$0" --one "$seconds" || exit 1

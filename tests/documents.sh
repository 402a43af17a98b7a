#!/bin/sh
# Compares the documents' tables of settings and placeholders with what sql/ declares.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sh tests/documents.sh [--write] BUILD_FOLDER
#
# What stands between <!-- NAME --> and <!-- /NAME --> in a document is the build's NAME.md. Fails where it differs;
# with --write it is put there instead.
set -eu
write=
[ "$1" != --write ] || { write=1; shift; }
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../docs"
made=$(mktemp)
trap 'rm -f "$made"' EXIT
status=0
tables=0
for document in *.md; do
  awk -v build="$build" '
    /^<!-- \/[a-z_]+ -->$/ { inside = 0 }
    !inside { print }
    /^<!-- [a-z_]+ -->$/ {
      inside = 1
      file = build "/" $2 ".md"
      while ((rows = (getline line < file)) > 0) print line
      if (rows < 0) exit 1
    }
    END { exit inside }' "$document" >"$made" || { echo "docs/$document: a table has no end, or no such name." >&2; exit 1; }
  tables=$((tables + $(grep -c '^<!-- [a-z_]* -->$' "$document" || true)))
  if [ -n "$write" ]; then
    cmp -s "$made" "$document" || cat "$made" >"$document"
  else
    diff -u "$document" "$made" || { status=1; echo "docs/$document: run sh tests/documents.sh --write $build" >&2; }
  fi
done
[ "$tables" -gt 0 ] || status=1
exit "$status"

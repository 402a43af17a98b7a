#!/bin/sh
# All includes of udf/ point down: from a folder only into those below it, and nowhere in a circle; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     layers.sh [FOLDER]        udf/ unless another is named
set -eu
cd "${1:-$(dirname "$0")/../udf}"

# A folder, and those that it may include of; main.c is above the rest of its folder.
layers="
functions: core shared
core: shared
mailer/main: mailer/relay mailer/process mailer/compose mailer shared
mailer/relay: mailer/process mailer/compose mailer shared
mailer/process: mailer shared
mailer/compose: mailer shared
mailer: shared
shared:"

# A line for each include: module and folder of who includes, module and folder of what is included.
includes() {
  find . -name '*.[ch]' | sed 's|^\./||' | xargs awk '
    function module(path) { sub(/\.[ch]$/, "", path); return path }
    function folder(path) { if (path == "mailer/main.c") return module(path); sub(/\/[^\/]*$/, "", path); return path }
    /^#include "/ {
      split($0, word, "\"")
      path = word[2] ~ /\// ? word[2] : folder(FILENAME == "mailer/main.c" ? "mailer/x" : FILENAME) "/" word[2]
      print module(FILENAME), folder(FILENAME), module(path), folder(path)
    }'
}

upward=$(includes | awk -v layers="$layers" '
  BEGIN {
    count = split(layers, line, "\n")
    for (i = 1; i <= count; i++) {
      words = split(line[i], word, /:? /)
      sub(/:$/, "", word[1])
      below[word[1], word[1]] = 1
      for (j = 2; j <= words; j++) below[word[1], word[j]] = 1
    }
  }
  !(($2, $4) in below) { print $1, "includes", $3 }')
[ -z "$upward" ] || { echo "An include points up or aside:"; echo "$upward"; exit 1; } >&2

# tsort names the modules of a circle.
includes | awk '$1 != $3 { print $1, $3 }' | tsort >/dev/null || { echo "Includes go round in a circle." >&2; exit 1; }
echo "$(includes | awk '$1 != $3' | sort -u | wc -l) includes, all of them down"

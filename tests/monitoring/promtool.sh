#!/bin/sh
# Prints the path of Prometheus' promtool: the machine's, else that of Debian's package, unpacked and not installed,
# since the package is a service that nobody asked for.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sh tests/monitoring/promtool.sh FOLDER       where it is put, 180 MB, and found again
set -eu
folder=$1
if command -v promtool; then exit 0; fi
tool=$folder/usr/bin/promtool
if [ ! -x "$tool" ]; then
  mkdir -p "$folder"
  cd "$folder"
  { apt-get download prometheus || { apt-get update && apt-get download prometheus; }; } >"$folder/log" 2>&1 ||
    { cat "$folder/log" >&2; exit 1; }
  dpkg -x prometheus_*.deb .
fi
echo "$tool"

#!/bin/sh
# Waits up to 30 s until a file exists.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     wait_for_file.sh FILE
i=0
until test -e "$1"; do
  i=$((i + 1))
  test $i -lt 600 || exit 1
  sleep 0.05
done

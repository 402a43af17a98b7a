#!/bin/sh
# Installs what is missing (apt), builds in build/tests and runs every test; ends with ctest's lines.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sudo sh tests/run.sh [argument of ctest …]       for example: -R units, -V
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/packages.sh"
install_packages $TEST_PACKAGES
build=$(dirname "$tests")/build/tests
cmake -S "$tests/.." -B "$build" -DBUILD_TESTING=ON -DTICKETSTOCK_SECRETS="$build/secrets" \
  -DTICKETSTOCK_MAILER="$build/ticketstock-mailer"
cmake --build "$build" --parallel "$(nproc)"
exec ctest --test-dir "$build" --output-on-failure --no-tests=error "$@"

#!/bin/sh
# Installs what is missing (apt), builds in build/tests and runs every test; ends with ctest's lines.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sudo sh tests/run.sh [argument of ctest …]       for example: -R unit, -R '^mailer', -V
set -eu
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/packages.sh"
. "$tests/build.sh"
install_packages $PACKAGE_PACKAGES
build=$(dirname "$tests")/build/tests
build_tests "$build"
exec ctest --test-dir "$build" --output-on-failure --no-tests=error "$@"

#!/bin/sh
# Reads the C code of udf/ without running it: clang-tidy looks for what .clang-tidy lists, cppcheck for what its
# warning, portability and performance groups do; shellcheck the shell of setup/ and packaging/. Fails on any finding; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     static.sh [FILE …]        C files of udf/, paths from the root of the repository; all unless some are named
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/tests/packages.sh"
install_packages $STATIC_PACKAGES
cd "$root"
build=build/static
cmake -S . -B "$build" -DBUILD_TESTING=OFF -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >/dev/null
[ $# -gt 0 ] || set -- $(find udf -name '*.c' | sort)
status=0
# One file each: clang-tidy 14 finds in a second one variable arguments that were never begun.
printf '%s\n' "$@" | xargs -P "$(nproc)" -n 1 clang-tidy -p "$build" --quiet 2>"$build/clang-tidy.log" || status=1
[ "$status" = 0 ] || grep -v '[0-9] warnings\? generated' "$build/clang-tidy.log" >&2 || :
# readdir() shares nothing between two folders in glibc.
printf "$root/%s\n" "$@" | sed 's/^/--file-filter=/' | xargs cppcheck --project="$root/$build/compile_commands.json" \
  -j "$(nproc)" --enable=warning,portability,performance --library=gnu --library=posix --inline-suppr \
  --suppress=missingIncludeSystem --suppress=readdirCalled --error-exitcode=1 --quiet || status=1
shellcheck -x -a setup/ticketstock-setup.in packaging/postinst packaging/prerm packaging/postrm || status=1
[ "$status" != 0 ] || echo "$# files: nothing found"
exit "$status"

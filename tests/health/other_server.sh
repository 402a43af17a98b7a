#!/bin/sh
# The table of faults on another server: MariaDB 11.8 or MySQL 9 in the chroots of tests/matrix.sh; by hand, as root.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     [TICKETSTOCK_CACHE=FOLDER] other_server.sh BUILD_FOLDER mariadb|mysql [NUMBER|WORD …]
#
# The mailer is built in the chroot, since the libraries that it needs have other versions there; an older one too.
set -eu
tests=$(cd "$(dirname "$0")/.." && pwd)
. "$tests/chroot.sh"
. "$tests/build.sh"
top=$(dirname "$tests")
build=$1
root=${TICKETSTOCK_CACHE:-$top/build/cache}/$2
shift 2
[ -s "$root/complete" ] || { echo "There is no chroot $root: sh tests/matrix.sh makes it." >&2; exit 2; }
for version in whole older; do
  mkdir -p "$root/fault_mailer/$version"
  copy_sources "$root/fault_mailer/source"
  [ $version = whole ] || sed -i 's/VERSION [0-9.]* LANGUAGES/VERSION 0.2.9 LANGUAGES/' "$root/fault_mailer/source/CMakeLists.txt"
  quietly chroot "$root" cmake -S /fault_mailer/source -B "/fault_mailer/$version.build" -DBUILD_TESTING=OFF \
    -DTICKETSTOCK_SECRETS="$build/tests/faults/run/secrets"
  quietly chroot "$root" cmake --build "/fault_mailer/$version.build" --target ticketstock-mailer --parallel "$(nproc)"
  cp -p "$root/fault_mailer/$version.build/ticketstock-mailer" "$root/fault_mailer/$version/"
done
FAULT_CHROOT=$root exec "$tests/health/test_faults.py" "$build" "$@"

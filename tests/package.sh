#!/bin/sh
# The package as a DBA meets it, in chroots of Debian 12 and 13 with their MariaDB: built, installed, set up, first mail, upgrades,
# two ERPs, removed.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sudo sh tests/package.sh BUILD_FOLDER [bookworm] [trixie] [sid]
#
# Without names the first two; sid, MySQL 9, by hand. Ends with a line for each: seconds from the package to the first mail.
# TICKETSTOCK_CACHE  folder of the chroots, build/cache unless set; what a test does it does in a copy of one.
#
# The package is built on this machine; for sid, whose libraries have other names, in the chroot.
set -eu
mkdir -p "$1"
build=$(cd "$1" && pwd)
shift
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/packages.sh"
. "$tests/server.sh"
. "$tests/chroot.sh"
top=$(dirname "$tests")
cache=${TICKETSTOCK_CACHE:-$top/build/cache}
[ "$(id -u)" = 0 ] || { echo "Only root can make and enter chroots." >&2; exit 1; }
install_packages $PACKAGE_PACKAGES
mkdir -p "$cache"
cache=$(cd "$cache" && pwd -P)
folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
running=
trap 'for pid in $running; do kill "$pid" 2>/dev/null || true; done; stop_servers "$folder"; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# build_package SOURCES FOLDER: the .deb in FOLDER.
build_package() {
  rm -f "$2"/*.deb
  cmake -S "$1" -B "$2" -DCMAKE_INSTALL_PREFIX=/usr -DBUILD_TESTING=OFF >"$folder/build.log" 2>&1 &&
    cmake --build "$2" --parallel "$(nproc)" >>"$folder/build.log" 2>&1 &&
    (cd "$2" && cpack -G DEB) >>"$folder/build.log" 2>&1 || fail "$(cat "$folder/build.log")"
}

build_package "$top" "$build/package"
package=$(echo "$build"/package/*.deb)
said=$(lintian --fail-on error,warning "$package" 2>&1) || fail "lintian: $said"
echo "ok: lintian finds nothing but what packaging/lintian-overrides names"

# The same names give the same SQL, put in by a build or by ticketstock-setup, but for what runs it again.
dpkg-deb -x "$package" "$folder/unpacked"
sed "s|^share=.*|share=$folder/unpacked/usr/share/ticketstock|" "$folder/unpacked/usr/sbin/ticketstock-setup" >"$folder/setup"
cmake -S "$top" -B "$folder/named" -DERP_SCHEMA=Shop-2 -DERP_PREFIX=Erp9_ -DTICKETSTOCK_SCHEMA=desk_2 >"$folder/cmake.log" 2>&1
for script in install uninstall show_desk; do
  sh "$folder/setup" --print=$script --erp-schema Shop-2 --erp-prefix Erp9_ --schema desk_2 >"$folder/printed.sql"
  these="--erp-schema=Shop-2 --erp-prefix=Erp9_ --schema=desk_2"
  sed "s#'\$ [a-z]* < [^' ]*/install[.]sql'#'\$ ticketstock-setup $these'#g
    s#'\$ mysql < [^' ]*/show_desk[.]sql'#'\$ ticketstock-setup --print=show_desk $these | mysql'#g" \
    "$folder/named/$script.sql" | cmp - "$folder/printed.sql" || fail "$script.sql differs"
done
! grep -l '@[A-Z][A-Z_]*@' "$folder"/named/*.sql || fail "a mark is left"
for name in 'a`b' "a'b" 'a b' 'a/b' 'a&b' 'a\b' 'é' 'a@b' 'a*/b' "$(printf '%065d' 0)"; do
  ! sh "$folder/setup" --print --erp-schema "$name" --erp-prefix llx_ --schema ts >"$folder/out" 2>&1 || fail "$name was taken"
  grep -q '^ticketstock-setup: The ERP.s schema ' "$folder/out" || fail "$(cat "$folder/out")"
done
echo "ok: names are put in as a build does, and refused where SQL could take them for something else"

# Each release in a process of its own: a server waits more than it works.
[ $# -gt 0 ] || set -- bookworm trixie
started=
for release in "$@"; do
  sh "$tests/package/release.sh" "$release" "$package" "$cache" "$folder/$release" >"$folder/$release.log" 2>&1 </dev/null &
  running="$running $!"
  started="$started $release:$!"
done
failed=0
for one in $started; do
  wait "${one#*:}" || failed=1
  echo "=== ${one%:*}"
  cat "$folder/${one%:*}.log"
done
echo
grep -h ' s to the first mail: ' "$folder"/*.log || true
exit "$failed"

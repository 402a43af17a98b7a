# The package for a release whose libraries have other names is built there, in a chroot of its own: the headers of MariaDB and the server
# of MySQL exclude each other. Sourced by release.sh.
# SPDX-License-Identifier: GPL-3.0-or-later

make_chroot "$cache/package.$release.build" "$release" $BUILD_PACKAGES dpkg-dev file
sources=$cache/package.$release.build/ticketstock
mkdir -p "$sources"
for source in CMakeLists.txt CHANGELOG.md INSTALL.md README.md LICENSE docs packaging setup sql udf; do
  rm -rf "${sources:?}/$source"
  cp -Rp "$tests/../$source" "$sources/"
done
quietly chroot "$cache/package.$release.build" sh -c 'cd /ticketstock && cmake -S . -B build -DCMAKE_INSTALL_PREFIX=/usr &&
  cmake --build build --parallel 2 && cd build && rm -f *.deb && cpack -G DEB' || fail "the package could not be built in $release"
package=$(echo "$sources"/build/*.deb)

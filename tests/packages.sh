# Installs Debian packages that are missing; sourced by the scripts of this folder.
# SPDX-License-Identifier: GPL-3.0-or-later

BUILD_PACKAGES="gcc libc6-dev cmake make pkg-config libmariadb-dev libesmtp-dev libgmime-3.0-dev libxml2-dev libssl-dev libidn2-dev libseccomp-dev"
DEMO_PACKAGES="$BUILD_PACKAGES mariadb-server-core mariadb-client python3 python3-aiosmtpd"
STATIC_PACKAGES="$BUILD_PACKAGES clang-tidy cppcheck shellcheck"
TEST_PACKAGES="$DEMO_PACKAGES $STATIC_PACKAGES mariadb-test python3-yaml openssl clang libclang-rt-14-dev valgrind tzdata faketime libfaketime postfix sasl2-bin libsasl2-modules spin"
MATRIX_PACKAGES="$TEST_PACKAGES debootstrap gpgv debian-archive-keyring"
PACKAGE_PACKAGES="$MATRIX_PACKAGES dpkg-dev file lintian"

# install_packages NAME…: installs those that are missing, and only then asks for the package lists.
# A server package must not start its service here: our servers are private ones.
install_packages() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
      missing="$missing $package"
  done
  [ -z "$missing" ] && return 0
  if [ "$(id -u)" != 0 ]; then
    echo "These packages are missing and only root can install them:$missing" >&2
    return 1
  fi
  echo "Installing:$missing"
  policy=/usr/sbin/policy-rc.d
  made_policy=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && made_policy=yes
  fi
  log=$(mktemp)
  status=0
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } \
    >"$log" 2>&1 </dev/null || status=$?
  [ -n "$made_policy" ] && rm -f "$policy"
  if [ "$status" != 0 ]; then
    tail -n 20 "$log" >&2
    echo "apt-get could not install:$missing" >&2
  fi
  rm -f "$log"
  return "$status"
}

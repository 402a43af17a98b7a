# Makes chroots of other Debian releases; sourced by the scripts of this folder.
# SPDX-License-Identifier: GPL-3.0-or-later

# quietly COMMAND…: what it says is shown only if it fails.
quietly() {
  log=$(mktemp)
  quietly_status=0
  "$@" >"$log" 2>&1 </dev/null || quietly_status=$?
  [ "$quietly_status" = 0 ] || tail -n 40 "$log" >&2
  rm -f "$log"
  return "$quietly_status"
}

# unmount_below FOLDER: debootstrap mounts /proc while it works; one that was killed leaves it.
unmount_below() {
  awk -v below="$1/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r |
    while read -r mounted; do umount "$mounted"; done
}

# mirror_of_host: the Debian mirror that this machine's apt uses; nothing if it has none.
mirror_of_host() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
    grep -v '^ *#' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' '
}

# configure_apt FOLDER: apt in the chroot reaches the mirror as this machine's apt does (proxy, retries).
configure_apt() {
  {
    apt-config dump Acquire | grep -E '^Acquire::(http|https|Retries|ForceIPv4|Check-)'
    echo 'Acquire::Languages "none";'
  } >"$1/etc/apt/apt.conf.d/80host"
  cp -L /etc/resolv.conf "$1/etc/resolv.conf"
  echo force-unsafe-io >"$1/etc/dpkg/dpkg.cfg.d/unsafe-io"
  printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d" && chmod 755 "$1/usr/sbin/policy-rc.d"
}

# install_in FOLDER PACKAGE…
install_in() {
  chroot_folder=$1
  shift
  chroot "$chroot_folder" apt-get update &&
    DEBIAN_FRONTEND=noninteractive chroot "$chroot_folder" \
      apt-get install -y --no-install-recommends "$@" &&
    chroot "$chroot_folder" apt-get clean
}

# make_chroot FOLDER RELEASE PACKAGE…: a chroot with these packages; one that is complete is taken as it
# is, one that is not is made anew. Nothing stays mounted.
make_chroot() {
  root=$1
  release=$2
  shift 2
  [ "$(cat "$root/complete" 2>/dev/null)" = "$release $*" ] && return 0
  echo "Making a chroot of Debian $release for: $*"
  unmount_below "$root"
  rm -rf --one-file-system "$root"
  mkdir -p "$root"
  eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
  [ -z "${http_proxy:-}" ] || export http_proxy
  quietly debootstrap --variant=minbase "$release" "$root" $(mirror_of_host) || return 1
  configure_apt "$root"
  quietly install_in "$root" "$@" || return 1
  echo "$release $*" >"$root/complete"
}

# Builds for the tests; sourced by the scripts of this folder.
# SPDX-License-Identifier: GPL-3.0-or-later

# build_tests FOLDER: everything, in FOLDER, which the library then takes mailer and key file from.
build_tests() {
  cmake -S "$tests/.." -B "$1" -DBUILD_TESTING=ON -DTICKETSTOCK_SECRETS="$1/secrets" \
    -DTICKETSTOCK_MAILER="$1/ticketstock-mailer" &&
    cmake --build "$1" --parallel "$(nproc)"
}

# make_secrets FOLDER: a key file with a key of its own, unless there is one.
make_secrets() {
  [ -s "$1/secrets" ] ||
    (umask 077 && printf 'key = %s\n' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >"$1/secrets")
}

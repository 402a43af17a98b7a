# Builds for the tests; sourced by the scripts of this folder.
# SPDX-License-Identifier: GPL-3.0-or-later

# build_tests FOLDER [option of cmake …]: everything, in FOLDER, which the library then takes mailer and key file from.
build_tests() (
  folder=$1
  shift
  cmake -S "$tests/.." -B "$folder" -DBUILD_TESTING=ON -DTICKETSTOCK_SECRETS="$folder/secrets" \
    -DTICKETSTOCK_MAILER="$folder/ticketstock-mailer" "$@" &&
    cmake --build "$folder" --parallel "$(nproc)"
)

# copy_sources FOLDER: all that a build without tests needs; what was built in FOLDER/build stays.
copy_sources() {
  mkdir -p "$1"
  find "$1" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
  tar -C "$tests/.." --exclude=./build --exclude=./.git --exclude=./tests -cf - . | tar -C "$1" -xf -
}

# make_secrets FOLDER: a key file with a key of its own, unless there is one.
make_secrets() {
  [ -s "$1/secrets" ] ||
    (umask 077 && printf 'key = %s\n' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >"$1/secrets")
}

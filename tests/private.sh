# A server of a script's own, with the test ERP and an installation; sourced by the scripts of this folder.
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The script has set $tests, and $build unless it means BUILD or else build/tests. $folder goes with the script, and so do
# the servers in it.
. "$tests/packages.sh"
. "$tests/server.sh"
. "$tests/build.sh"
build=${build:-${BUILD:-$(dirname "$tests")/build/tests}}
folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
trap 'stop_servers "$folder"; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM

sql() { mariadb --no-defaults -S "$folder/socket" -u root --default-character-set=utf8mb4 "$@"; }

# build_if_missing: for a script that is called by hand as well.
build_if_missing() {
  [ -e "$build/ticketstock.so" ] || {
    install_packages $DEMO_PACKAGES
    build_tests "$build" >/dev/null
  }
}

# start_installation CHARSET: a server with the test ERP in that charset and what install.sql makes.
start_installation() {
  start_mariadb "$folder" "$build"
  make_secrets "$build"
  "$tests/erp/make_erp.py" --charset "$1" | sql
  sql <"$build/install.sql" >/dev/null
}

# take_key: the installation has the key of the key file.
take_key() {
  sql ticketstock -e "DELETE FROM delivery_key; INSERT INTO delivery_key (value) VALUES ('$(sed -n '/^key = /{s///p;q}' "$build/secrets")')"
}

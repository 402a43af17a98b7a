#!/bin/sh
# Runs a test program beside a private MariaDB with TicketStock and the small ERP; called by ctest.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     [SERVER_OPTIONS="--option …"] with_server.sh BUILD_FOLDER PROGRAM [argument …]
#
# The program gets the folder of the server (socket, mariadbd.pid, mariadbd.log), the build folder and
# the arguments. The server is stopped afterwards; its account root has no password.
set -eu
tests=$(cd "$(dirname "$0")/.." && pwd)
. "$tests/server.sh"
. "$tests/build.sh"
build=$1
program=$2
shift 2
folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
trap 'stop_servers "$folder"; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
sql() { mariadb --no-defaults -S "$folder/socket" -u root "$@"; }

start_mariadb "$folder" "$build"
make_secrets "$build"
"$tests/erp/make_erp.py" --charset utf8mb4 | sql
sql <"$build/install.sql" >/dev/null
key=$(sed -n '/^key = /{s///p;q}' "$build/secrets")
sql ticketstock -e "DELETE FROM delivery_key; INSERT INTO delivery_key (value) VALUES ('$key')"
"$program" "$folder" "$build" "$@"

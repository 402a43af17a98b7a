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
build=$1
program=$2
shift 2
. "$tests/private.sh"

start_installation utf8mb4
take_key
"$program" "$folder" "$build" "$@"

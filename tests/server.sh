# Starts and stops private servers in a folder of the caller's; sourced by the scripts of this folder.
# SPDX-License-Identifier: GPL-3.0-or-later

# wait_for SECONDS COMMAND…: until the command succeeds; 1 if it never does.
wait_for() {
  seconds=$1
  shift
  end=$(($(date +%s) + seconds))
  until "$@" >/dev/null 2>&1; do
    [ "$(date +%s)" -lt "$end" ] || return 1
    sleep 0.1
  done
}

# start_mariadb FOLDER PLUGIN_DIR: an empty server with its data in FOLDER/data, on FOLDER/socket
# only; its process id in FOLDER/mariadbd.pid. Its root account has no password. Its temporary files
# have a folder of their own: a server that starts deletes those of others (`#sql…`) in its tmpdir, and
# the other one crashes. SERVER_OPTIONS, if set, are options of the server.
start_mariadb() {
  mkdir -p "$1/tmp"
  user=
  [ "$(id -u)" = 0 ] && user=--user=root
  TMPDIR="$1/tmp" mariadb-install-db --no-defaults $user --datadir="$1/data" --skip-test-db --force \
    --auth-root-authentication-method=normal >"$1/install-db.log" 2>&1 || {
    cat "$1/install-db.log" >&2
    return 1
  }
  mariadbd --no-defaults $user --datadir="$1/data" --tmpdir="$1/tmp" --socket="$1/socket" --skip-networking \
    --plugin-dir="$2" --event-scheduler=ON ${SERVER_OPTIONS-} >"$1/mariadbd.log" 2>&1 </dev/null &
  echo $! >"$1/mariadbd.pid"
  wait_for 300 mariadb --no-defaults -S "$1/socket" -u root -e 'SELECT 1' || {
    cat "$1/mariadbd.log" >&2
    return 1
  }
}

# start_relay FOLDER: the test relay with its mails in FOLDER/relay, on a free port of loopback that
# FOLDER/relay/port names; its process id in FOLDER/relay.pid.
start_relay() {
  /usr/bin/python3 "$tests/relay/relay.py" 0 "$1/relay" >"$1/relay.log" 2>&1 </dev/null &
  echo $! >"$1/relay.pid"
  wait_for 300 test -s "$1/relay/port" || {
    cat "$1/relay.log" >&2
    return 1
  }
}

# stop_servers FOLDER: ends those whose process id a FOLDER/*.pid holds and waits until they are gone.
stop_servers() {
  for file in "$1"/*.pid; do
    [ -s "$file" ] || continue
    pid=$(cat "$file")
    kill "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    rm -f "$file"
  done
}

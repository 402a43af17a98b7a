# The server: its client, what it is. Sourced by ticketstock-setup.
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh

# sql [option of the client …]: rows with tabs between columns, without names of columns.
sql() {
  set -- --batch --skip-column-names --default-character-set=utf8mb4 "$@"
  [ -z "$socket" ] || set -- "--socket=$socket" "$@"
  [ -z "$user" ] || set -- "--user=$user" "$@"
  [ -z "$defaults_file" ] || set -- "--defaults-file=$defaults_file" "$@"
  "$client" "$@"
}

# ask STATEMENT: its rows; ends with the server's words if it fails.
ask() {
  sql -e "$1" 2>"$folder/error" || refuse "The server does not answer as it should: $(cat "$folder/error")"
}

# literal TEXT: as an SQL literal, whether the server takes a backslash for an escape or not.
literal() {
  case $1 in *\\*) refuse "\"$1\" has a backslash, which is not taken here." ;; esac
  printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"
}

# connect: finds the client, and out what the server is: server (MariaDB or MySQL), server_version, plugin_dir, datadir.
connect() {
  [ -n "$client" ] || client=$(command -v mariadb) || client=$(command -v mysql) ||
    refuse "There is no client mariadb or mysql here: install mariadb-client, or name it by --client."
  command -v "$client" >/dev/null || refuse "There is no client $client: name another by --client."
  [ -z "$defaults_file" ] || [ -r "$defaults_file" ] || refuse "The option file $defaults_file of --defaults-file cannot be read."
  sql -e "SELECT VERSION()" >"$folder/version" 2>"$folder/error" ||
    refuse "The server does not let us in: $(cat "$folder/error") Say how by --defaults-file, --socket or --user."
  server_version=$(cat "$folder/version")
  server=MySQL
  case $server_version in *MariaDB*) server=MariaDB ;; esac
  server_version=${server_version%%-*}
  # Of a path that is not there, the local file system says so below.
  plugin_dir=$(ask "SELECT TRIM(TRAILING '/' FROM @@plugin_dir)")
  datadir=$(ask 'SELECT @@datadir')
}

# version_is_at_least WANTED: of the server, both as 10.11.
version_is_at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$server_version" | sort -V | head -n 1)" = "$1" ]
}

# The server: its client, what it is. Sourced by ticketstock-setup.
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh

# sql [option of the client …]: rows with tabs between columns, without names of columns, up to the first error.
sql() {
  set -- --batch --skip-column-names --default-character-set=utf8mb4 --skip-force --skip-named-commands '--delimiter=;' "$@"
  [ -z "$socket" ] || set -- --host=localhost --protocol=socket "--socket=$socket" "$@"
  [ -z "$user" ] || set -- "--user=$user" "$@"
  [ -z "$defaults_file" ] || set -- "--defaults-file=$defaults_file" "$@"
  "$client" "$@"
}

# error_text: what the client said, without the statement, which it repeats first.
error_text() { if grep -q '^ERROR' "$folder/error"; then sed -n '/^ERROR/,$p' "$folder/error"; else cat "$folder/error"; fi; }

# ask STATEMENT: its rows; ends with the server's words if it fails.
ask() {
  sql -e "$1" 2>"$folder/error" || refuse "The server does not answer as it should: $(error_text)"
}

# literal TEXT: as an SQL literal; check_first_steps has refused a backslash, which is an escape or not, as the server's sql_mode says.
literal() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"; }

# connect: finds the client, and out what the server is: server (MariaDB or MySQL), server_version, plugin_dir, datadir.
connect() {
  [ -n "$client" ] || client=$(command -v mariadb) || client=$(command -v mysql) ||
    refuse "There is no client mariadb or mysql here: install mariadb-client, or name it by --client."
  command -v "$client" >/dev/null || refuse "There is no client $client: name another by --client."
  [ -z "$defaults_file" ] || [ -r "$defaults_file" ] || refuse "The option file $defaults_file of --defaults-file cannot be read."
  sql -e "SELECT VERSION()" >"$folder/version" 2>"$folder/error" ||
    refuse "The server does not let us in: $(error_text) Say how by --defaults-file, --socket or --user."
  # An option for the client in ~/.my.cnf may give rows another form, or skip statements.
  [ "$(ask "SELECT 'a', 'b' UNION SELECT 'c', 'd'" | tr '\t\n' '  ')" = 'a b c d ' ] ||
    refuse "The client prints no plain rows (vertical, table, html, xml, verbose, tee or one-database in ~/.my.cnf?): name an option file by --defaults-file."
  server_version=$(cat "$folder/version")
  server=MySQL
  case $server_version in *MariaDB*) server=MariaDB ;; esac
  server_version=${server_version%%-*}
  # Of a path that is not there, the local file system says so below.
  plugin_dir=$(ask "SELECT TRIM(TRAILING '/' FROM @@plugin_dir)")
  datadir=$(ask 'SELECT @@datadir')
  [ "$(ask 'SELECT @@lower_case_table_names')" = 0 ] || lower_names
}

# take_turn: one set-up at a time; the key file and what installations share are everybody's. Who was killed may have left a client that
# is at work, and holds the turn until it has ended. Not in a folder where strangers could hold it. The file goes at the end, so that whoever
# waited for it looks whether it is still there.
take_turn() {
  [ "$(id -u)" = 0 ] && [ -w /run ] && command -v flock >/dev/null || return 0
  file=/run/ticketstock-setup.lock
  while [ -z "$turn" ]; do
    exec 9>"$file"
    flock -w 60 9 || refuse "Another ticketstock-setup is at work, or the client of one that was killed: try again when it has ended."
    [ "$(stat -c %i "$file" 2>/dev/null)" != "$(stat -c %i - <&9)" ] || turn=$file
  done
}

# version_is_at_least WANTED: of the server, both as 10.11.
version_is_at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$server_version" | sort -V | head -n 1)" = "$1" ]
}

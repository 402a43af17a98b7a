# Key file and option file. Sourced by ticketstock-setup.
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh

option_mark="# Written by ticketstock-setup, which writes it anew: options of your own belong elsewhere."

check_key_file() {
  if [ -L "$key_file" ] || { [ -e "$key_file" ] && [ ! -f "$key_file" ]; }; then
    missing "a key file: $key_file is no plain file, which the library refuses. Move it away."
  elif [ -f "$key_file" ] && [ "$(stat -c %s "$key_file")" -gt 15000 ]; then
    missing "room in the key file: the library reads 16 kB of $key_file. Take out what is no longer used."
  fi
  check_folder "$(dirname "$key_file")"
}

# check_folder FOLDER: root writes there, by a name that is known; nobody else may put a link in its place.
check_folder() {
  if [ -d "$1" ] && [ -n "$(find -H "$1" -prune \( ! -user 0 -o -perm -020 -o -perm -002 \))" ]; then
    missing "a folder that only root may write to: chown root $1 && chmod go-w $1."
  fi
}

# server_account: user and group of the files of the server; its data folder itself may be root's.
server_account() { stat -c %u:%g "$datadir/mysql" 2>/dev/null || stat -c %u:%g "$datadir"; }

# not_written FILE: a full disk, for one.
not_written() {
  rm -f "$1.new"
  refuse "$1 could not be written and is as it was. Run this again when the cause is gone."
}

# write_key_file: standard input, as the library wants it: of the server's account and closed to others; whole or not at all.
write_key_file() {
  key_folder=$(dirname "$key_file")
  [ -d "$key_folder" ] || install -d -m 755 "$key_folder"
  rm -f "$key_file.new"
  { cat >"$key_file.new" && chown "$(server_account)" "$key_file.new" && chmod 600 "$key_file.new" &&
    mv -f "$key_file.new" "$key_file"; } || not_written "$key_file"
}

# without_key [KEY …]: the key file without those keys and without the one that stands under our mark. Keys of other servers on this
# machine stay, whose schema may have the same name. No key comes onto a command line.
key_mark() { printf '# Delivery key of schema %s, server with data in %s' "$own" "$datadir"; }
without_key() {
  [ ! -f "$key_file" ] || MARK=$(key_mark) KEYS="$*" awk '
    BEGIN { split(ENVIRON["KEYS"], list, " "); for (i in list) gone[list[i]] = 1 }
    $0 == ENVIRON["MARK"] { marked = 1; next }
    { value = $0; sub(/^[^=]*=[ \t]*/, "", value); sub(/[ \t\r]*$/, "", value) }
    /^[ \t]*key[ \t]*=/ && (marked || value in gone) { marked = 0; next }
    { marked = 0; print }' "$key_file"
}

# keys_of_server: the key, and the next one while keys are exchanged; versions before 0.3.0 have one column.
keys_of_server() {
  there=$(ask "SELECT * FROM \`$own\`.delivery_key") || exit 1
  printf '%s\n' "$there" | tr '\t' '\n' | grep -xE '[0-9a-f]{64}' | tr '\n' ' '
}

# give_key: the server gets its copy. No key is in a file elsewhere, which would stay if we are killed.
give_key() {
  keys=$(keys_of_server)
  # shellcheck disable=SC2086 # two keys are two words
  text=$(without_key $keys && for key in $keys; do printf '%s\nkey = %s\n' "$(key_mark)" "$key"; done)
  printf '%s\n' "$text" | write_key_file
}

# take_key KEY …: key and passwords leave the file. Passwords without a schema are everybody's: they go with the last key, and then the
# file, if it says nothing more.
take_key() {
  [ -f "$key_file" ] || return 0
  text=$(without_key "$@")
  text=$(printf '%s\n' "$text" | OWN=$own awk '{ line = $0; sub(/^[ \t]*/, "", line) } index(line, "password." ENVIRON["OWN"] ".") != 1')
  printf '%s\n' "$text" | grep -q '^[[:space:]]*key[[:space:]]*=' || text=$(printf '%s\n' "$text" | sed '/^[[:space:]]*password[.]/d')
  if printf '%s\n' "$text" | grep -q '^[[:space:]]*[^#[:space:]]'; then printf '%s\n' "$text" | write_key_file; else rm -f "$key_file"; fi
}

# find_option_file: in the first folder of the server's option files that is there.
find_option_file() {
  [ -z "$option_file" ] || return 0
  folders="/etc/mysql/mysql.conf.d /etc/mysql/conf.d /etc/my.cnf.d"
  [ "$server" = MySQL ] || folders="/etc/mysql/mariadb.conf.d /etc/my.cnf.d"
  for conf in $folders; do
    if [ -d "$conf" ]; then
      option_file=$conf/60-ticketstock.cnf
      return 0
    fi
  done
}

check_option_file() {
  find_option_file
  case $option_file in
  none) ;;
  '') missing "a folder for the server's options: say by --option-file where they are written, or --option-file none (INSTALL.md, Options)." ;;
  *)
    [ -d "$(dirname "$option_file")" ] || missing "the folder of the option file $option_file."
    [ ! -e "$option_file" ] || [ -f "$option_file" ] || missing "an option file: $option_file is no plain file. Move it away."
    check_folder "$(dirname "$option_file")"
    ;;
  esac
}

# is_ours: nobody else has written the option file.
is_ours() { [ ! -e "$option_file" ] || grep -qxF "$option_mark" "$option_file"; }

# dumped: a line for each installation in $folder/installed. Those of other servers on this machine stay.
dumped() {
  mark="# Of the server with data in $datadir:"
  [ ! -f "$option_file" ] || MARK=$mark awk '
    /^# Of the server / { others = $0 != ENVIRON["MARK"] }
    others && (/^# Of the server / || /^ignore-table = /)' "$option_file"
  [ ! -s "$folder/installed" ] || echo "$mark"
  cut -f 1 "$folder/installed" | sed 's/.*/ignore-table = &.delivery_key/'
}

# write_options: INSTALL.md says why each line. MySQL has the first two by default. Without any installation there is no file.
write_options() {
  if [ "$option_file" = none ]; then
    options="none were written, as you said: event_scheduler is lost at the next restart unless it stands in the server's options"
    return 0
  elif ! is_ours; then
    options="$option_file is not ours to write and stays as it is (INSTALL.md says what should be in it)"
    return 0
  fi
  dumped >"$folder/dumped"
  if [ ! -s "$folder/dumped" ]; then
    rm -f "$option_file"
    return 0
  fi
  {
    echo "$option_mark"
    [ "$server" = MySQL ] || printf '[mariadbd]\nevent_scheduler = ON\nbinlog_format = ROW\n\n'
    echo "[mysqldump]"
    cat "$folder/dumped"
    echo "single-transaction"
  } >"$folder/options"
  if ! cmp -s "$folder/options" "$option_file"; then
    rm -f "$option_file.new"
    { cp "$folder/options" "$option_file.new" && chmod 644 "$option_file.new" && mv -f "$option_file.new" "$option_file"; } ||
      not_written "$option_file"
  fi
  options=$option_file
}

# switch_on: what the option file says of events, without a restart. Once the key is there: a lane without one has an error to tell.
switch_on() {
  [ "$(ask 'SELECT @@GLOBAL.event_scheduler')" = ON ] || ask 'SET GLOBAL event_scheduler = ON'
}

# log_rows: what it says of the binary log; before anything is booked with our triggers.
log_rows() {
  [ "$server" = MySQL ] || [ "$(ask 'SELECT @@GLOBAL.binlog_format')" = ROW ] || ask "SET GLOBAL binlog_format = 'ROW'"
}

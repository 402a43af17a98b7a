# Installing, removing. Sourced by ticketstock-setup.
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh

# Each step can be done again: whoever is interrupted runs the whole once more.
set_up() {
  check || refuse "Nothing was changed."
  was_there=$(of_installation 1 1 "$own")
  log_rows
  print_script install >"$folder/install.sql"
  sql <"$folder/install.sql" >"$folder/out" 2>"$folder/error" || set_up_failed
  loaded=$(ask 'SELECT CONVERT(ticketstock_version() USING utf8mb4)')
  [ "$loaded" = "$version" ] || refuse "The server still has the library of version $loaded loaded, which was in use: run this again, or restart it first."
  installations >"$folder/installed"
  give_key
  switch_on
  write_options
  first_steps
  report
}

set_up_failed() {
  error_text >&2
  ! grep -q 'ERROR 1205' "$folder/error" ||
    refuse "Somebody keeps a table locked: run this again when that has ended. $(grep '^Connection ' "$folder/out" || true)
What was installed before goes on working until then."
  refuse "install.sql stopped. Run this again when the cause is gone: it goes on where it has to."
}

# first_steps: what the options say of relay, sender, URL.
first_steps() {
  if [ -n "$relay" ]; then
    ask "INSERT INTO \`$own\`.relay (name, host, port) VALUES ('main', $(literal "$host"), $port)
      ON DUPLICATE KEY UPDATE host = VALUES(host), port = VALUES(port)"
  fi
  set_value mail_sender "$sender"
  set_value erp_url "$erp_url"
}

set_value() {
  [ -z "$2" ] || ask "UPDATE \`$own\`.setting SET value = $(literal "$2") WHERE entity = 0 AND name = '$1'"
}

# report: what was done, what health_check() finds, what comes next.
report() {
  did="installed for"
  [ -z "$was_there" ] || did="up to date for"
  say "TicketStock $version is $did the ERP $erp (tables $prefix…), in schema $own, on $server $server_version."
  say "  library    $plugin_dir/ticketstock.so"
  say "  key file   $key_file"
  say "  options    $options"
  options_are_read || say "             But the server's option files do not say event_scheduler = ON: it is lost at the next restart. See my_print_defaults --mysqld."
  tested=
  [ -z "$test_mail" ] || send_test
  sql "$own" -e 'CALL health_check()' >"$folder/health" 2>"$folder/error" || refuse "health_check() failed: $(error_text)"
  awk -F '\t' '$1 == "error" || $1 == "warning" { printf "%s%s: %s\n", (n++ ? "" : "What is left to do:\n"), "  " $1, $3; if ($4 != "" && $4 != "NULL") print "    " $4 }
    END { if (!n) print "Nothing is left to do, says health_check()." }' "$folder/health"
  [ "$(ask "SELECT COUNT(*) FROM \`$own\`.rule")" != 0 ] || say "Next: a rule, then book goods: INSTALL.md, 4 to 6. CALL $own.health_check() at any time."
  [ "$tested" != failed ] || exit 1
}

# options_are_read: as far as it can be told; the last of a name counts.
options_are_read() {
  [ "$server" = MariaDB ] && [ "$option_file" != none ] && command -v my_print_defaults >/dev/null || return 0
  my_print_defaults --mysqld | grep -i '^--event[_-]scheduler' | tail -n 1 | grep -qiE '=(ON|1)$'
}

send_test() {
  sql "$own" -e "CALL test_mail($(literal "$test_mail"))" >"$folder/out" 2>"$folder/error" || {
    say "  test mail  $(error_text)"
    tested=failed
    return 0
  }
  say "  test mail  $(awk -F '\t' '{ print "to " $2 " by relay " $1 ": " $3 " " $4 " " $5 }' "$folder/out")"
  [ "$(cut -f 3 "$folder/out")" = sent ] || tested=failed
}

# While the ERP's pages show the desk, they need it: only a whole installation can take it out of them.
check_hidden() {
  [ -n "$erp" ] && [ -z "$serves" ] || return 0
  [ "$(ask "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '$erp' AND TRIGGER_NAME LIKE 'ticketstock_shown_%'")" = 0 ] ||
    missing "the rest of the installation, to take the desk out of the pages of $erp: run ticketstock-setup --erp-schema $erp --schema $own first."
}

remove() {
  [ "$(id -u)" = 0 ] || refuse "Only root can take the key out of $key_file: nothing was changed."
  keys=
  complete=yes
  check_machine
  check_functions
  check_hidden
  [ -z "$erp" ] || check_schema
  [ -n "$complete" ] || refuse "Nothing was changed."
  if [ -n "$erp" ]; then
    # It is gone where a dump without it was restored, or where a removal was interrupted.
    ! has_table "$own" delivery_key || keys=$(keys_of_server)
    print_script uninstall >"$folder/uninstall.sql"
    sql <"$folder/uninstall.sql" >"$folder/out" 2>"$folder/error" || true
  fi
  installations >"$folder/installed"
  [ -z "$erp" ] || [ "$(ask "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '$own'")" = 0 ] ||
    refuse "uninstall.sql stopped: $(error_text)
Run this again when the cause is gone."
  # shellcheck disable=SC2086 # two keys are two words
  take_key $keys
  find_option_file
  if [ -n "$option_file" ] && [ -f "$option_file" ] && is_ours; then
    write_options
  fi
  rm -f "$key_file.new" "$option_file.new"
  case $erp in
  '') say "Schema $own holds no TicketStock. What was left of it in key file and option file is gone." ;;
  "$own") say "What was left of TicketStock in schema $own and on the server is gone." ;;
  *) say "TicketStock is gone from schema $own and the ERP $erp; the ERP's tickets stay." ;;
  esac
  if [ -s "$folder/installed" ]; then
    say "These go on:"
    installed_lines
  else
    say "It was the last on this server. The event scheduler stays on until the next restart. The package can be removed."
  fi
}

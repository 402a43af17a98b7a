# What has to be there before anything is changed. Sourced by ticketstock-setup.
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh

missing() {
  printf 'Missing: %s\n' "$*"
  complete=
}

# check_first_steps: what becomes SQL of the options for the first steps, and the relay's two parts.
check_first_steps() {
  case $relay$sender$erp_url$test_mail in
  *\\* | *[[:cntrl:]]*) refuse "A backslash, or a control character, is not taken in --relay, --sender, --erp-url and --test-mail." ;;
  esac
  [ -n "$relay" ] || return 0
  host=${relay%:*} port=25
  [ "$host" = "$relay" ] || port=${relay##*:}
  case $host in '' | *:*) port=0 ;; esac
  case $port in '' | *[!0-9]* | ??????*) port=0 ;; esac
  [ "$port" -le 65535 ] || port=0
  [ "$port" -ge 1 ] || refuse "The relay \"$relay\" is no HOST or HOST:PORT: see ticketstock-setup --help."
}

# check: prints a line for each thing that is missing; 0 if there is none.
check() {
  complete=yes
  [ "$(id -u)" = 0 ] || missing "root. Key file and option file belong to root and the server: run this as root, on the server's machine."
  case $server in
  MariaDB) version_is_at_least 10.11 || missing "MariaDB 10.11 or newer: this is $server_version." ;;
  *) version_is_at_least 9 || missing "MySQL 9 or newer: this is $server_version." ;;
  esac
  check_machine
  check_library
  [ -x "$mailer" ] || missing "the mailer $mailer: install the package again."
  [ -d "$datadir" ] || missing "the server's data folder $datadir on this machine: run this where the server is."
  check_key_file
  check_option_file
  check_scheduler
  check_schema
  check_version
  check_functions
  check_sql
  [ -z "$complete" ] || check_locks
  [ -n "$complete" ]
}

# A connection by TCP may lead to another machine, which has folders of the same names.
check_machine() {
  case $(ask 'SELECT HOST FROM information_schema.PROCESSLIST WHERE ID = CONNECTION_ID()') in
  *:*)
    hostname=$(ask 'SELECT @@hostname')
    [ "$hostname" = "$(uname -n)" ] ||
      missing "a server on this machine: the client's options lead to $hostname. Say which by --socket, or by an option file without a host."
    ;;
  esac
}

# A server with a plugin folder of its own has a copy of the library, perhaps of another version.
check_library() {
  copy="install -m 644 $library $plugin_dir/ticketstock.so"
  if [ ! -f "$plugin_dir/ticketstock.so" ]; then
    missing "the library in the server's plugin folder: $copy. (Is the server on this machine?)"
  elif [ -f "$library" ] && ! cmp -s "$library" "$plugin_dir/ticketstock.so"; then
    missing "this version's library in the server's plugin folder: $copy."
  fi
}

# Where the scheduler was disabled by an option it cannot be switched on. What is to be set is set to what it is, to see whether we may.
check_scheduler() {
  case $(ask 'SELECT @@GLOBAL.event_scheduler') in
  ON) ;;
  DISABLED) missing "the event scheduler: take event_scheduler=DISABLED (or skip-grant-tables) out of the server's options and restart it." ;;
  *) check_right_to_set event_scheduler ;;
  esac
  [ "$server" = MySQL ] || [ "$(ask 'SELECT @@GLOBAL.binlog_format')" = ROW ] || check_right_to_set binlog_format
}

check_right_to_set() {
  sql -e "SET GLOBAL $1 = @@GLOBAL.$1" 2>"$folder/error" ||
    missing "the right to SET GLOBAL $1: take root, or set it yourself first (INSTALL.md, 2). The server says: $(error_text)"
}

# A schema of the name that somebody else uses, or with tables of somebody else's in it.
check_schema() {
  foreign=$(ask "SELECT MIN(TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '$own' AND TABLE_TYPE = 'BASE TABLE'
    AND TABLE_COMMENT NOT LIKE 'TicketStock: %'")
  [ "$foreign" = NULL ] || missing "a schema of our own: $own has a table $foreign that is not TicketStock's. Take another name by --schema."
}

# A server that runs a newer version is not taken back: its tables are newer too.
check_version() {
  running=$(sql -e 'SELECT CONVERT(ticketstock_version() USING utf8mb4)' 2>/dev/null) || return 0
  [ "$(printf '%s\n%s\n' "$running" "$version" | sort -V | tail -n 1)" = "$version" ] ||
    missing "a version as new as what the server has: that is $running, this is $version."
}

# MySQL keeps the names of functions that it could not load at its start, and can then neither make nor drop them (1026).
check_functions() {
  if [ "$server" = MySQL ] && [ "$(ask "SELECT COUNT(*) FROM mysql.func WHERE name = 'ticketstock_version'")" = 1 ] &&
    ! sql -e 'SELECT ticketstock_version()' >/dev/null 2>&1; then
    missing "a restart of the server: it did not find the library when it was started."
  fi
}

# What install.sql itself asks for: tables, rights, options.
check_sql() {
  print_script check >"$folder/check.sql"
  sql <"$folder/check.sql" >"$folder/checked" 2>"$folder/error" && return 0
  sentence=$(sed -n 's/^Nothing was installed or changed\. //p' "$folder/checked")
  [ -n "$sentence" ] || sentence=$(error_text)
  missing "$sentence"
}

# Who would keep install.sql waiting, if anybody does: three times a lock is asked for, a second at most, on the tables that get triggers
# (and so on ours, which events of ours lock for a moment).
check_locks() {
  for _ in 1 2 3; do
    sql -e "SET SESSION lock_wait_timeout = 1, innodb_lock_wait_timeout = 1;
      LOCK TABLES \`$erp\`.\`${prefix}stock_mouvement\` WRITE, \`$erp\`.\`${prefix}ticket\` WRITE, \`$erp\`.\`${prefix}actioncomm\` WRITE;
      UNLOCK TABLES" >"$folder/out" 2>"$folder/error" && return 0
    grep -q 'ERROR 1205' "$folder/error" || return 0
  done
  holder=$(ask "SELECT CONCAT('connection ', p.ID, ' of ', p.USER, '@', p.HOST, ' has a transaction open since ', t.trx_started)
    FROM information_schema.INNODB_TRX AS t JOIN information_schema.PROCESSLIST AS p ON p.ID = t.trx_mysql_thread_id
    WHERE p.ID <> CONNECTION_ID() ORDER BY t.trx_started LIMIT 1")
  missing "the tables of the ERP, which somebody keeps locked (${holder:-a dump or LOCK TABLES}): try again when that has ended."
}

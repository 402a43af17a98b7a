# Which ERP, which schema of our own. Sourced by ticketstock-setup.
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh

# check_name WHAT NAME: what may stand in SQL wherever a name does, in quotation marks of each kind and without.
check_name() {
  case $2 in
  *[!A-Za-z0-9_-]*)
    refuse "$1 \"$2\" has a character other than letters (A to Z), digits, _ and -: only a build from source takes it (INSTALL.md)."
    ;;
  esac
  [ ${#2} -le 64 ] || refuse "$1 \"$2\" is longer than 64 characters."
}

check_letters() {
  check_name "The ERP's schema" "$erp"
  check_name "The prefix" "$prefix"
  check_name "The schema" "$own"
}

check_names() {
  check_letters
  case $own in mysql | sys | information_schema | performance_schema) refuse "The schema $own is the server's: take another name by --schema." ;; esac
  [ -z "$own" ] || [ "$own" != "$erp" ] || refuse "The schema $own is the ERP's: TicketStock needs one of its own, see --schema."
}

# lower_names: as the server itself writes them.
lower_names() {
  erp=$(printf %s "$erp" | tr '[:upper:]' '[:lower:]')
  prefix=$(printf %s "$prefix" | tr '[:upper:]' '[:lower:]')
  own=$(printf %s "$own" | tr '[:upper:]' '[:lower:]')
}

# print_script SCRIPT: with the names in the place of their marks.
print_script() {
  these="--erp-schema=$erp --erp-prefix=$prefix --schema=$own"
  # What health_check says to run: a package has no scripts with names.
  # shellcheck disable=SC2154 # share: ticketstock-setup
  sed "s/@ERP_SCHEMA@/$erp/g; s/@ERP_PREFIX@/$prefix/g; s/@TICKETSTOCK_SCHEMA@/$own/g
    s#'\$ [a-z]* < [^' ]*/install[.]sql'#'\$ ticketstock-setup $these'#g
    s#'\$ \([a-z]*\) < [^' ]*/show_desk[.]sql'#'\$ ticketstock-setup --print=show_desk $these | \1'#g" "$share/$1.sql.in"
}

# find_erps: a line for each Dolibarr with the modules Stock and Ticket: schema, prefix.
find_erps() {
  ask "SELECT m.TABLE_SCHEMA, LEFT(m.TABLE_NAME, CHAR_LENGTH(m.TABLE_NAME) - 15) FROM information_schema.TABLES AS m
    JOIN information_schema.TABLES AS t ON t.TABLE_SCHEMA = m.TABLE_SCHEMA
      AND t.TABLE_NAME = CONCAT(LEFT(m.TABLE_NAME, CHAR_LENGTH(m.TABLE_NAME) - 15), 'ticket')
    JOIN information_schema.TABLES AS c ON c.TABLE_SCHEMA = m.TABLE_SCHEMA
      AND c.TABLE_NAME = CONCAT(LEFT(m.TABLE_NAME, CHAR_LENGTH(m.TABLE_NAME) - 15), 'const')
    WHERE m.TABLE_NAME LIKE '%stock|_mouvement' ESCAPE '|' AND m.TABLE_TYPE = 'BASE TABLE'
      AND (m.TABLE_SCHEMA = '$erp' OR '$erp' = '')
      AND ('$has_prefix' = '' OR LEFT(m.TABLE_NAME, CHAR_LENGTH(m.TABLE_NAME) - 15) = '$prefix') ORDER BY 1, 2"
}

# installations: a line for each on this server: our schema, the ERP's, the prefix; the last two - if nothing tells them. A version
# before 0.3.0 has the ERP's name in its trigger alone.
installations() {
  ask "SELECT o.TABLE_SCHEMA, COALESCE(MAX(REPLACE(c.COLUMN_DEFAULT, '''', '')), MAX(m.TRIGGER_SCHEMA), '-'),
      COALESCE(MAX(LEFT(m.EVENT_OBJECT_TABLE, CHAR_LENGTH(m.EVENT_OBJECT_TABLE) - 15)), '-')
    FROM information_schema.TABLES AS o
    LEFT JOIN information_schema.COLUMNS AS c ON c.TABLE_SCHEMA = o.TABLE_SCHEMA AND c.TABLE_NAME = 'rule_warehouse'
      AND c.COLUMN_NAME = 'erp_schema'
    LEFT JOIN information_schema.TRIGGERS AS m ON m.TRIGGER_NAME = 'ticketstock_movement'
      AND LOCATE(CONCAT('\`', o.TABLE_SCHEMA, '\`.'), m.ACTION_STATEMENT) > 0
      AND (c.COLUMN_DEFAULT IS NULL OR m.TRIGGER_SCHEMA = REPLACE(c.COLUMN_DEFAULT, '''', ''))
    WHERE o.TABLE_NAME = 'rule_warehouse' AND o.TABLE_COMMENT LIKE 'TicketStock: %' GROUP BY o.TABLE_SCHEMA ORDER BY o.TABLE_SCHEMA"
}

# of_installation COLUMN KEY_COLUMN KEY: of the installations that were listed.
of_installation() { awk -F '\t' -v column="$1" -v by="$2" -v key="$3" '$by == key { print $column }' "$folder/installed"; }

# has_table SCHEMA TABLE
has_table() { [ "$(ask "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '$1' AND TABLE_NAME = '$2'")" != 0 ]; }

# has_trigger SCHEMA: whether movements of the ERP there are watched.
has_trigger() { [ "$(ask "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '$1' AND TRIGGER_NAME = 'ticketstock_movement'")" != 0 ]; }

# choose_names: erp, prefix and own, of those that are not given: of the installation that is there, else the one ERP.
choose_names() {
  installations >"$folder/installed"
  number=$(grep -c . "$folder/installed") || true
  if [ -z "$erp" ] && [ -z "$own" ]; then
    [ "$number" -le 1 ] || refuse "There are $number installations on this server: name one by --erp-schema or --schema.
$(installed_lines)"
    own=$(of_installation 1 1 "$(cut -f 1 "$folder/installed")")
  fi
  [ -z "$erp" ] || [ -n "$own" ] || own=$(of_installation 1 2 "$erp")
  serves=$(of_installation 2 1 "$own")
  [ "$serves" != - ] || serves=
  [ -n "$erp" ] || erp=$serves
  [ -n "$erp" ] || find_erp
  if [ -z "$own" ]; then
    own=ticketstock
    serves=$(of_installation 2 1 "$own")
  fi
  if [ -n "$serves" ] && [ "$serves" != "$erp" ] && has_trigger "$serves"; then
    refuse "Schema $own serves the ERP $serves: name a schema for $erp by --schema. (Did the ERP move? See docs/backup.md.)"
  fi
  other=$(of_installation 1 2 "$erp")
  [ -z "$other" ] || [ "$other" = "$own" ] ||
    refuse "The ERP $erp is served by schema $other: take that by --schema $other, or --remove it first."
  # What health_check() gives to paste has our schema's name without quotation marks.
  case $own in
  [0-9]* | *-*) [ -n "$serves" ] || refuse "The schema's name $own does not begin with a letter, or has a -: take another by --schema." ;;
  esac
  [ -n "$has_prefix" ] || find_prefix
  check_names
  [ -n "$serves" ] || sql -e "SELECT 1 AS $own" >/dev/null 2>&1 || refuse "The schema's name $own is a word of SQL: take another by --schema."
}

installed_lines() { awk -F '\t' '{ print "  --schema " $1 "   for the ERP " $2 }' "$folder/installed"; }

# find_erp: the only one.
find_erp() {
  find_erps >"$folder/erps"
  case $(grep -c . "$folder/erps") in
  0) refuse "No Dolibarr was found: activate its modules Stock and Ticket, or name its schema by --erp-schema, the prefix by --erp-prefix." ;;
  1) erp=$(cut -f 1 "$folder/erps") ;;
  *)
    refuse "There are several ERPs on this server: name one by --erp-schema, and a schema of its own for each by --schema.
$(awk -F '\t' '{ print "  --erp-schema " $1 " --erp-prefix " $2 }' "$folder/erps")"
    ;;
  esac
}

# find_prefix: of the installation, else of the only tables of that kind; llx_ where there are none, which check() then says.
find_prefix() {
  prefix=$(of_installation 3 1 "$own")
  if [ -z "$prefix" ] || [ "$prefix" = - ]; then
    find_erps >"$folder/erps"
    [ "$(grep -c . "$folder/erps")" -le 1 ] || refuse "The schema $erp holds several ERPs: name one by --erp-prefix.
$(awk -F '\t' '{ print "  --erp-prefix " $2 }' "$folder/erps")"
    prefix=$(cut -f 2 "$folder/erps")
    [ -s "$folder/erps" ] || prefix=llx_
  fi
}

# choose_installed: as choose_names, of an installation only, or of what is left of one. Where that is files only erp is empty.
choose_installed() {
  installations >"$folder/installed"
  if [ -z "$own" ] && [ -n "$erp" ]; then
    own=$(of_installation 1 2 "$erp")
    [ -n "$own" ] || own=$(ask "$(triggers "MIN(SUBSTRING_INDEX(SUBSTRING_INDEX(ACTION_STATEMENT, '\`.rule_warehouse', 1), '\`', -1))") AND TRIGGER_SCHEMA = '$erp'")
    [ "$own" != NULL ] || refuse "There is no TicketStock for the ERP $erp here: ticketstock-setup --list names the installations."
  elif [ -z "$own" ]; then
    case $(grep -c . "$folder/installed") in
    0) own=ticketstock ;;
    1) own=$(cut -f 1 "$folder/installed") ;;
    *) refuse "There are several installations on this server: name the one to remove by --schema.
$(installed_lines)" ;;
    esac
  fi
  serves=$(of_installation 2 1 "$own")
  [ -z "$serves" ] || [ -z "$erp" ] || [ "$serves" = "$erp" ] || refuse "Schema $own serves the ERP $serves, not $erp."
  erp=$serves
  [ -n "$erp" ] || find_remains
  [ -z "$erp" ] || [ -n "$has_prefix" ] || find_prefix
  check_letters
}

# triggers COLUMNS: our trigger on movements of any ERP.
triggers() { echo "SELECT $1 FROM information_schema.TRIGGERS WHERE TRIGGER_NAME = 'ticketstock_movement'"; }

# find_remains: of an installation that was interrupted, or of which somebody dropped the schema: its trigger, parts of the schema, and,
# if no other uses them, account and functions. erp is where the trigger is; else our schema stands for it, which has no trigger of that name.
find_remains() {
  erp=$(ask "$(triggers 'MIN(TRIGGER_SCHEMA)') AND LOCATE(CONCAT('\`', '$own', '\`.'), ACTION_STATEMENT) > 0")
  [ "$erp" = NULL ] || return 0
  erp=
  [ "$(ask "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '$own' AND TABLE_COMMENT LIKE 'TicketStock: %'")" = 0 ] || erp=$own
  [ "$(ask "SELECT COUNT(*) FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = '$own' AND DEFINER = 'ticketstock@localhost'")" = 0 ] || erp=$own
  [ ! -s "$folder/installed" ] || return 0
  [ "$(ask "SELECT COUNT(*) FROM mysql.func WHERE dl = 'ticketstock.so'")" = 0 ] || erp=$own
  # An account of that name which can log in is somebody else's.
  ! sql -e "SHOW CREATE USER \`ticketstock\`@\`localhost\`" 2>/dev/null | grep -q 'ACCOUNT LOCK' || erp=$own
}

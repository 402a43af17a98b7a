#!/bin/sh
# Pastes docs/backup.md's chapter "Backup, restore, clone" step by step, on two private servers, and installs two on one.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     backup.sh BUILD_FOLDER
set -eu
build=$1
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/server.sh"
. "$tests/build.sh"
folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
trap 'stop_servers "$folder/here"; stop_servers "$folder/there"; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
make_secrets "$build"
fail() {
  echo "FAILED: $*" >&2
  exit 1
}
is() { # is WHAT EXPECTED VALUE
  [ "$2" = "$3" ] || fail "$1: expected $2, got $3"
  echo "ok: $1"
}
# configured ERP_SCHEMA TICKETSTOCK_SCHEMA: the folder of scripts of a build with other names.
configured() {
  cmake -S "$tests/.." -B "$folder/$1" -DERP_SCHEMA="$1" -DTICKETSTOCK_SCHEMA="$2" -DTICKETSTOCK_SECRETS="$build/secrets" \
    -DTICKETSTOCK_MAILER="$build/ticketstock-mailer" >"$folder/cmake.log" 2>&1 || fail "$(cat "$folder/cmake.log")"
}
here() { mariadb --no-defaults -S "$folder/here/socket" -u root "$@"; }
there() { mariadb --no-defaults -S "$folder/there/socket" -u root "$@"; }
# paste SERVER HEADING NUMBER: runs a block of the chapter, as it stands.
paste() {
  awk -v heading="### $2" -v number="$3" '/^#/ {inside = ($0 == heading); block = 0; in_block = 0}
    inside && /^    / {if (!in_block) block++; in_block = 1; if (block == number) print substr($0, 5)}
    inside && !/^    / {in_block = 0}' "$tests/../docs/backup.md" >"$folder/pasted"
  [ -s "$folder/pasted" ] || fail "docs/backup.md has no block $3 under $2"
  mkdir -p "$folder/$1/bin"
  for client in mariadb mariadb-dump; do
    printf '#!/bin/sh\nexec %s --no-defaults -S %s -u root "$@"\n' "$(command -v $client)" "$folder/$1/socket" >"$folder/$1/bin/$client"
    chmod +x "$folder/$1/bin/$client"
  done
  cp "$folder/ticketstock-setup" "$folder/$1/bin/"
  (cd "$folder" && PATH="$folder/$1/bin:$PATH" sh -e pasted >"$folder/out" 2>&1) || fail "$2: $(cat "$folder/out")"
}
# booked SERVER SCHEMA: one movement into SAV; prints ok or the error's number.
booked() {
  "$1" "$2" -e "INSERT INTO llx_stock_mouvement (datem, fk_product, fk_entrepot, value, type_mouvement, fk_user_author,
    fk_origin, origintype) VALUES (NOW(), 3, 2, 1, 0, 1, 0, '')" 2>&1 | sed -n 's/^ERROR \([0-9]*\).*/\1/p' | grep . || echo ok
}
count() { "$1" -N -e "SELECT COUNT(*) FROM $2"; }
rule="CALL add_rule('After-sales', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER', 'In', '<p>Test.</p>')"
erp() { /usr/bin/python3 "$tests/erp/make_erp.py" --charset utf8mb4 | sed "s/\bdolibarr\b/$1/g"; }

# ticketstock-setup as it is installed, but for where its files are; its key file is nobody's, and nobody may write one here.
DESTDIR="$folder/installed" cmake --install "$build" >"$folder/install.log" 2>&1 || fail "$(cat "$folder/install.log")"
sed "s|^share=|&$folder/installed|; s|^key_file=.*|key_file=$folder/key_file|" "$folder"/installed/usr/local/sbin/ticketstock-setup \
  >"$folder/ticketstock-setup"
chmod +x "$folder/ticketstock-setup"

mkdir "$folder/here" "$folder/there"
start_mariadb "$folder/here" "$build"
start_mariadb "$folder/there" "$build"
erp dolibarr | here
here <"$build/install.sql" >"$folder/out"
here ticketstock -e "$rule" >"$folder/out"
is "a ticket before" ok "$(booked here dolibarr)"

echo "--- The ERP alone"
tables=$(count here "information_schema.TABLES WHERE TABLE_SCHEMA = 'dolibarr'")
paste here "The ERP alone, same server and name" 1
paste here "The ERP alone, same server and name" 2
booked here dolibarr >"$folder/out"
is "a ticket after a restore" 2 "$(count here ticketstock.opened_ticket)"

echo "--- A copy under another name"
here -e "CREATE DATABASE copy"
here copy <"$folder/erp.sql"
is "the dump is whole" "$tables" "$(count here "information_schema.TABLES WHERE TABLE_SCHEMA = 'copy'")"
is "refused in the copy" 1142 "$(booked here copy)"
here -e "GRANT TRIGGER, SELECT ON copy.* TO ticketstock@localhost"
is "booked in the copy that was granted rights" ok "$(booked here copy)"
is "and it did nothing" 2,0 "$(count here ticketstock.opened_ticket),$(count here ticketstock.incident)"
here -e "REVOKE TRIGGER, SELECT ON copy.* FROM ticketstock@localhost; DROP DATABASE copy"
paste here "A test copy of the ERP beside it, under another name" 1
is "booked in the copy" ok "$(booked here dolibarr_test)"
is "no ticket of the copy's" 2 "$(count here ticketstock.opened_ticket)"

echo "--- A server without TicketStock"
there -e "CREATE DATABASE dolibarr"
there dolibarr <"$folder/erp.sql"
is "refused where the account is missing" 1449 "$(booked there dolibarr)"
paste there "The ERP alone, on a server without TicketStock" 1
is "booked without the trigger" ok "$(booked there dolibarr)"
there -e "DROP DATABASE dolibarr"

echo "--- Both, on another server"
paste here "Both, same server or another" 1
waiting="ticketstock.mail_outbox WHERE state IN ('pending', 'sending')"
[ "$(count here "$waiting")" -gt 0 ] || fail "no mail waits"
paste there "Both, same server or another" 2
is "nothing is sent there" "OFF, $(count here "$waiting")" "$(there -N -e 'SELECT @@GLOBAL.event_scheduler'), $(count there "$waiting")"
[ ! -e "$folder/key_file" ] || fail "there is a key"
paste there "Both, same server or another" 3
is "what waited is cancelled" 0 "$(count there "$waiting")"
is "booked there" ok "$(booked there dolibarr)"
is "a ticket there" 3 "$(count there ticketstock.opened_ticket)"
there <"$build/uninstall.sql"
there -e "DROP DATABASE dolibarr"

echo "--- A test copy that must not mail"
paste there "A test copy of both that must not mail" 1
is "booked in the test copy" ok "$(booked there dolibarr)"
is "a ticket in the test copy" 3 "$(count there ticketstock.opened_ticket)"
is "old mails do not wait" 0 "$(count there "ticketstock.mail_outbox WHERE state IN ('pending', 'sending')
  AND ticket_id <> (SELECT MAX(ticket_id) FROM ticketstock.opened_ticket)")"
is "mail is held" 1 "$(there -N -e "SELECT value FROM ticketstock.setting WHERE name = 'mail_held'")"
is "events are off" OFF "$(there -N -e "SELECT @@GLOBAL.event_scheduler")"
[ ! -e "$folder/key_file" ] || fail "the copy has a key"

echo "--- Ours alone"
paste here "Ours alone, the ERP as it is" 1
is "the dump's mails are not sent again, the others go on" "0, 0, ON" \
  "$(count here "$waiting"), $(here -N -e "SELECT value FROM ticketstock.setting WHERE name = 'mail_held'"), $(here -N -e "SELECT @@GLOBAL.event_scheduler")"

echo "--- Two installations on one server"
configured second ticketstock_second
erp second | here
here <"$folder/second/install.sql" >"$folder/out"
here ticketstock_second -e "$rule" >"$folder/out"
is "booked in the second" ok "$(booked here second)"
is "a ticket of the second" 1 "$(count here ticketstock_second.opened_ticket)"
here <"$folder/second/uninstall.sql" >"$folder/out"
booked here dolibarr >"$folder/out"
is "the first opens tickets without the second" 3,0 "$(count here ticketstock.opened_ticket),$(count here ticketstock.incident)"
is "the first can call the library" "$(grep -c '^CREATE.* FUNCTION ' "$tests/../sql/install/functions.sql")" "$(count here "mysql.func WHERE name LIKE 'ticketstock%'")"

echo "--- The ERP moves to another name"
configured dolibarr_new ticketstock
paste here "The ERP alone, same server and name" 1
here -e "CREATE DATABASE dolibarr_new"
here dolibarr_new <"$folder/erp.sql"
paste here "The ERP moves to another name" 1
is "booked under the new name" ok "$(booked here dolibarr_new)"
is "a ticket under the new name" 4 "$(count here ticketstock.opened_ticket)"
booked here dolibarr >"$folder/out"
is "none under the old name" 4 "$(count here ticketstock.opened_ticket)"

echo "--- The last takes what is shared with it"
here <"$folder/dolibarr_new/uninstall.sql" >"$folder/out"
is "functions" 0 "$(count here "mysql.func WHERE name LIKE 'ticketstock%'")"
is "account" 0 "$(count here "mysql.user WHERE User = 'ticketstock'")"

# Two ERPs on one server, the second with another prefix; one is removed, the other still mails; sourced by release.sh.
# SPDX-License-Identifier: GPL-3.0-or-later

echo "--- Two ERPs"
erp | sed "s/\`*\bdolibarr\b\`*/other_erp/g; s/llx_/xyz_/g" | sql
refused "There are several ERPs on this server"
grep -q -- '--erp-schema other_erp --erp-prefix xyz_' "$folder/said" || fail "$(cat "$folder/said")"
done_by --erp-schema dolibarr --relay "$relay" --sender erp@example.com

# The ERP moves to another name, and back: docs/backup.md.
erp | sed "s/\`*\bdolibarr\b\`*/moved/g" | sql
drop_triggers() {
  sql -Ne "SELECT CONCAT('DROP TRIGGER $1.', TRIGGER_NAME, ';') FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '$1'" | sql
}
drop_triggers dolibarr
done_by --erp-schema moved
is "the ERP has moved" "ticketstock moved llx_" "$(inside ticketstock-setup --list | tr '\t' ' ')"
drop_triggers moved
done_by --erp-schema dolibarr
is "and back" "ticketstock dolibarr llx_" "$(inside ticketstock-setup --list | tr '\t' ' ')"
sql -e "DROP DATABASE moved"

refused "Schema ticketstock serves the ERP dolibarr" --erp-schema other_erp
refused "is served by schema ticketstock" --erp-schema dolibarr --schema another
refused "does not begin with a letter" --erp-schema other_erp --schema other-desk
refused "has a table llx_" --erp-schema other_erp --schema dolibarr
done_by --erp-schema other_erp --schema other_desk --relay "$relay" --sender other@example.com
# Another server on this machine reads the same files.
sed -i '/^single-transaction/i # Of the server with data in /srv/other/:\nignore-table = its_own.delivery_key' "$root$options_file"
done_by --schema other_desk
is "each has a key" 2 "$(keys)"
is "each stands in the option file, and another server's" 3 "$(grep -c '^ignore-table' "$root$options_file")"
is "both are listed" "other_desk other_erp xyz_ ticketstock dolibarr llx_" "$(inside ticketstock-setup --list | tr '\t\n' '  ' | sed 's/ $//')"
refused "There are 2 installations"
refused "name the one to remove by --schema" --remove
rule ticketstock "Goods of one"
rule other_desk "Goods of the other"
book dolibarr llx_
book other_erp xyz_
arrives "Goods of one"
arrives "Goods of the other" other_desk
# INSTALL.md, "Another key", as it stands: of the second of two installations, then of the first.
another_key() {
  awk '/^#/ {inside = ($0 == "#### Another key")} inside && /^    /' "$tests/../INSTALL.md" |
    sed "s/ticketstock[.]/$1./; s/ mariadb / $client /; s/^    mariadb /    $client /; s/(mariadb /($client /" >"$root/tmp/another_key"
  [ -s "$root/tmp/another_key" ] || fail "INSTALL.md has no block of another key"
  before=$(sql -Ne "SELECT value FROM $1.delivery_key")
  inside sh -e /tmp/another_key >"$folder/said" 2>&1 || fail "another key for $1: $(cat "$folder/said")"
  is "another key for $1, the old one is gone, the other's stays" "0 2 0" \
    "$(grep -c "$before" "$root/etc/ticketstock/secrets") $(keys) $(for one in ticketstock other_desk; do sql $one -Ne 'CALL health_check()'; done | grep -c '^error.*delivery key')"
}
another_key other_desk
another_key ticketstock
printf 'password.ticketstock.main = a\npassword.other_desk.main = b\npassword.main = c\n' >>"$root/etc/ticketstock/secrets"
done_by --remove --schema ticketstock
is "one key is left, and what is not the removed one's" "1 password.other_desk.main = b password.main = c" \
  "$(keys) $(grep ^password "$root/etc/ticketstock/secrets" | tr '\n' ' ' | sed 's/ $//')"
is "one stands in the option file, and another server's" "ignore-table = its_own.delivery_key ignore-table = other_desk.delivery_key" \
  "$(grep '^ignore-table' "$root$options_file" | tr '\n' ' ' | sed 's/ $//')"
! state | grep -E "^(dolibarr|ticketstock)	.*ticketstock" || fail "something of the removed one is left"
number=$(ls "$folder/relay" | grep -c eml)
book other_erp xyz_
more() { [ "$(ls "$folder/relay" | grep -c eml)" -gt "$number" ]; }
wait_for 300 more || fail "the other one mails no more: $(sql other_desk -e 'CALL health_check(); SELECT * FROM mail_outbox')"
echo "ok: the other one still mails"

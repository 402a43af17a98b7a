#!/bin/sh
# Shows TicketStock at work: a private MariaDB and a local mail server in a temporary folder, a small
# ERP, one transfer into a watched warehouse.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     sudo sh tests/demo.sh [--keep]
#
# Installs what is missing (apt), builds in build/demo, ends by itself. --keep leaves the two servers
# running and says how to use and to stop them.
set -eu
case ${1:-} in
'' | --keep) ;;
*)
  echo "usage: sh tests/demo.sh [--keep]" >&2
  exit 2
  ;;
esac
tests=$(cd "$(dirname "$0")" && pwd)
. "$tests/packages.sh"
. "$tests/server.sh"
build=$(dirname "$tests")/build/demo

step() { printf '\n=== %s\n' "$*"; }
sql() { mariadb --no-defaults -S "$folder/socket" -u root "$@"; }

step "Packages and build"
install_packages $DEMO_PACKAGES
mkdir -p "$build"
cmake -S "$tests/.." -B "$build" -DBUILD_TESTING=OFF -DTICKETSTOCK_SECRETS="$build/secrets" \
  -DTICKETSTOCK_MAILER="$build/ticketstock-mailer" >"$build/build.log" 2>&1 &&
  cmake --build "$build" >>"$build/build.log" 2>&1 || {
  cat "$build/build.log" >&2
  exit 1
}
echo "built: $build/ticketstock.so, $build/ticketstock-mailer, $build/install.sql"

folder=$(mktemp -d /tmp/ticketstock.XXXXXX)
trap 'stop_servers "$folder"; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM

step "A private MariaDB, a mail server on loopback, a small ERP (Dolibarr's tables, sample data)"
start_mariadb "$folder" "$build"
start_relay "$folder"
/usr/bin/python3 "$tests/erp/make_erp.py" --charset utf8mb4 | sql
echo "$(sql -N -e 'SELECT VERSION()'), mail server on 127.0.0.1:$(cat "$folder/relay/port")"

step "TicketStock: install.sql, key file, relay, one rule"
sql <"$build/install.sql" >/dev/null
(umask 077 && sql -N -e "SELECT CONCAT('key = ', value) FROM ticketstock.delivery_key" >"$build/secrets")
sql ticketstock <<SQL
INSERT INTO relay (name, host, port) VALUES ('demo', '127.0.0.1', $(cat "$folder/relay/port"));
UPDATE setting SET value = 'https://erp.example.com' WHERE name = 'erp_url';
CALL add_rule('After-sales', 'SAV', 'alice', 'Workshop team', 'ISSUE', 'HIGH', 'OTHER',
  'Returned: __QTY__ x __PRODUCT_LABEL__',
  '<p>Please test <strong>__PRODUCT_LABEL__</strong> (lot __BATCH__) and answer the customer.</p>');
SQL
sql -t ticketstock -e "SELECT * FROM rule_overview\G"

step "Somebody books a transfer of 2 pieces from MAIN to SAV, as Dolibarr does"
sql dolibarr <<'SQL'
BEGIN;
INSERT INTO llx_stock_mouvement (datem, fk_product, batch, fk_entrepot, value, type_mouvement,
    fk_user_author, label, inventorycode, fk_origin, origintype)
  VALUES (NOW(), 3, 'LOT001', 1, -2, 1, 1, 'Transfer to after-sales', 'TR2611', 0, '');
INSERT INTO llx_stock_mouvement (datem, fk_product, batch, fk_entrepot, value, type_mouvement,
    fk_user_author, label, inventorycode, fk_origin, origintype)
  VALUES (NOW(), 3, 'LOT001', 2, 2, 0, 1, 'Transfer to after-sales', 'TR2611', 0, '');
COMMIT;
SQL
sql -t dolibarr -e "SELECT m.rowid, w.ref AS warehouse, p.label AS product, m.batch, m.value, m.label
  FROM llx_stock_mouvement m JOIN llx_entrepot w ON w.rowid = m.fk_entrepot
  JOIN llx_product p ON p.rowid = m.fk_product ORDER BY m.rowid"

step "The ticket that it opened, and its contacts"
sql -t dolibarr -e "SELECT t.ref, t.subject, t.message, t.type_code, t.severity_code, t.category_code,
    u.login AS assigned_to, t.fk_statut AS status FROM llx_ticket t
  JOIN ticketstock.opened_ticket o ON o.ticket_id = t.rowid JOIN llx_user u ON u.rowid = t.fk_user_assign\G"
sql -t dolibarr -e "SELECT c.code AS role, u.login, u.email, u.lang FROM ticketstock.opened_ticket o
  JOIN llx_element_contact ec ON ec.element_id = o.ticket_id
  JOIN llx_c_type_contact c ON c.rowid = ec.fk_c_type_contact AND c.element = 'ticket'
  JOIN llx_user u ON u.rowid = ec.fk_socpeople ORDER BY ec.rowid"

step "The mails, as they arrived"
all_sent() { [ "$(sql -N ticketstock -e "SELECT COUNT(*) > 0 AND SUM(state <> 'sent') = 0 FROM mail_outbox")" = 1 ]; }
wait_for 300 all_sent || {
  sql -t ticketstock -e 'CALL health_check(); SELECT * FROM mail_outbox\G'
  echo "The mails did not arrive within 300 s." >&2
  exit 1
}
sql -t ticketstock -e 'SELECT id, address, lang, state, smtp_code, smtp_text FROM mail_outbox'
"$tests/relay/show_mail.py" "$folder/relay/0001.eml"

step "Ticket $(sql -N dolibarr -e 'SELECT t.ref FROM llx_ticket t JOIN ticketstock.opened_ticket o ON o.ticket_id = t.rowid') was opened and mailed"
client="mariadb --no-defaults -S $folder/socket -u root"
if [ "${1:-}" = --keep ]; then
  trap - EXIT
  cat <<EOF
Both servers go on. Try:
  $client dolibarr         book more: INSERT INTO llx_stock_mouvement …
  $client ticketstock -t   CALL health_check(); SELECT * FROM mail_status\\G
  ls $folder/relay        the mails
Stop them:
  kill $(cat "$folder/mariadbd.pid") $(cat "$folder/relay.pid"); while kill -0 $(cat "$folder/mariadbd.pid"); do sleep 1; done 2>/dev/null; rm -r $folder
EOF
else
  cat <<EOF
Try next:
  sh tests/demo.sh --keep   leaves the servers up, with a client command line
  sh tests/run.sh           runs every test
  README.md, INSTALL.md     a real configuration, a real server
EOF
fi

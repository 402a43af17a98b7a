#!/bin/sh
# Prints what the ERP has of its pages and our definer of its rights there; the next number of a table does not count.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     shown_state.sh "client with its options"
set -eu
ask() { $1 dolibarr -N -e "$2"; }
for table in llx_ticket_extrafields llx_ticket; do
  ask "$1" "SHOW CREATE TABLE $table\G"
done | sed 's/ AUTO_INCREMENT=[0-9]*//'
for table in llx_ticket_extrafields llx_extrafields llx_menu llx_overwrite_trans llx_default_values llx_user_param; do
  echo "$table"
  ask "$1" "SELECT * FROM $table ORDER BY 1, 2, 3"
done
ask "$1" "SHOW TRIGGERS LIKE 'llx_ticket_extrafields';
SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_NAME = 'show_desk';
SELECT TABLE_NAME, PRIVILEGE_TYPE FROM information_schema.COLUMN_PRIVILEGES WHERE GRANTEE LIKE '''ticketstock''%'
    AND TABLE_NAME IN ('llx_ticket_extrafields', 'llx_extrafields', 'llx_default_values');
SELECT TABLE_NAME, PRIVILEGE_TYPE FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE LIKE '''ticketstock''%'
    AND TABLE_NAME = 'llx_ticket_extrafields';
SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE LIKE '''ticketstock''%' AND PRIVILEGE_TYPE <> 'USAGE'"

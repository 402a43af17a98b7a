#!/bin/sh
# Prints what exists on a server: schemas, tables, columns, indexes, views, routines, triggers, events,
# functions of libraries, accounts and rights. Columns of views follow from their text: MySQL computes their types anew, by
# what the session has set, when a table is renamed.
# SPDX-License-Identifier: GPL-3.0-or-later
#
#     snapshot.sh "client with its options"
set -eu
schemas="NOT IN ('information_schema', 'performance_schema', 'sys', 'mtr')"
ask() { $1 -N -e "$2"; }
ask "$1" "
SELECT * FROM information_schema.SCHEMATA WHERE SCHEMA_NAME $schemas ORDER BY SCHEMA_NAME;
SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COLLATION, TABLE_COMMENT
  FROM information_schema.TABLES WHERE TABLE_SCHEMA $schemas ORDER BY 1, 2;
SELECT TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION, COLUMN_NAME, COLUMN_DEFAULT, IS_NULLABLE, COLUMN_TYPE,
    COLLATION_NAME, EXTRA, COLUMN_COMMENT FROM information_schema.COLUMNS WHERE TABLE_SCHEMA $schemas
  AND (TABLE_SCHEMA, TABLE_NAME) NOT IN (SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.VIEWS) ORDER BY 1, 2, 3;
SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE
  FROM information_schema.STATISTICS WHERE TABLE_SCHEMA $schemas ORDER BY 1, 2, 3, 4;
SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION, DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA $schemas ORDER BY 1, 2;
SELECT ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_DEFINITION, DEFINER, ROUTINE_COMMENT
  FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA $schemas ORDER BY 1, 2;
SELECT TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_STATEMENT, DEFINER
  FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA $schemas ORDER BY 1, 2;
SELECT EVENT_SCHEMA, EVENT_NAME, EVENT_DEFINITION, STATUS, DEFINER FROM information_schema.EVENTS ORDER BY 1, 2;
SELECT name, dl FROM mysql.func ORDER BY 1;
SELECT * FROM information_schema.USER_PRIVILEGES ORDER BY 1, 3;
SELECT * FROM information_schema.SCHEMA_PRIVILEGES ORDER BY 1, 3, 4;
SELECT * FROM information_schema.TABLE_PRIVILEGES ORDER BY 1, 3, 4, 5;
SELECT * FROM information_schema.COLUMN_PRIVILEGES ORDER BY 1, 3, 4, 5, 6;
SELECT User, Host FROM mysql.user ORDER BY 1, 2;"

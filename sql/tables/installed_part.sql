/*
 * What an installation is made of: tables, columns, indexes, routines, views, triggers and events as install.sql makes them
 * (rows of the build), and what it has found or given: tables and columns of the ERP that we may use, rights of our account.
 * health_check compares. note_installed_parts() writes the prints at the end of install.sql.
 *
 * Internal
 */
CREATE TABLE IF NOT EXISTS installed_part (
  kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
    COMMENT 'table, column, index, constraint, procedure, view, trigger, event, right, setting; rows: print is how many a table has; role: how many rights it has here; erp table, erp column; server: its version, in name; checked: what need not be looked at again',
  place VARCHAR(64) NOT NULL COMMENT 'Table of a column, index or trigger; of a right: what it is on; empty: it has none',
  name VARCHAR(128) NOT NULL COMMENT 'Name of the part',
  definition VARCHAR(1000) NOT NULL COMMENT 'Of a column, index or constraint: what ALTER TABLE ADD takes; empty: install.sql makes it',
  print BIGINT NULL COMMENT 'Of what it was once install.sql had run, or was last found to be whole; NULL: not known',
  checked_at TIMESTAMP NULL DEFAULT NULL COMMENT 'Of kind checked: when that was',
  PRIMARY KEY (kind, place, name)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
  COMMENT = 'TicketStock: what the installation is made of';

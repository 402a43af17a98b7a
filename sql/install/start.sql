/*
 * TicketStock @PROJECT_VERSION@: installs or upgrades the plugin.
 *
 *     mariadb < install.sql        (or: mysql < install.sql)
 *
 * Run by an account that may create schemas, accounts, functions and triggers. It can be run again:
 * rules, settings, templates, the queue and rights that were granted on its routines are kept.
 *
 * Nothing is changed before before.sql has found everything there. No statement waits longer than five seconds for
 * a lock: if somebody keeps a table that long the client stops there (error 1205), and install.sql is run again later.
 * Until then what was installed before works, and what it could not do is an incident.
 */
SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
SET SESSION sql_notes = 0, autocommit = 1, sql_safe_updates = 0, sql_select_limit = DEFAULT,
  completion_type = 0, foreign_key_checks = 1, group_concat_max_len = 100000, lock_wait_timeout = 5, innodb_lock_wait_timeout = 5,
  sql_big_selects = 1;
/* Where explicit_defaults_for_timestamp is off, a column of moments without a default is set anew by whatever changes its row. */
/*M! SET SESSION max_error_count = 64, max_statement_time = 0, explicit_defaults_for_timestamp = 1, sql_if_exists = 0 */;
/*!80000 SET SESSION max_execution_time = 0 */;
/* What is changed in tables that movements write meanwhile locks no gap and no row beside. STATEMENT refuses it (1665). */
SET @ticketstock_statement = IF(@@log_bin AND @@binlog_format = 'STATEMENT', 'DO 0', 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
PREPARE lock_little FROM @ticketstock_statement;
EXECUTE lock_little;
DEALLOCATE PREPARE lock_little;

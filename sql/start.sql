/*
 * TicketStock @PROJECT_VERSION@: installs or upgrades the plugin.
 *
 *     mariadb < install.sql        (or: mysql < install.sql)
 *
 * Run by an account that may create schemas, accounts, functions and triggers. It can be run again:
 * rules, settings, templates and the queue are kept.
 */
SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
SET SESSION sql_notes = 0;

CREATE DATABASE IF NOT EXISTS `@TICKETSTOCK_SCHEMA@`
  CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
USE `@TICKETSTOCK_SCHEMA@`;

/*
 * The account in whose name everything runs. Nobody can log in as it. It gets a password that nobody
 * knows because a server that checks passwords refuses an account without one (1819).
 */
SET @ticketstock_statement = CONCAT('CREATE USER IF NOT EXISTS `ticketstock`@`localhost`',
  ' IDENTIFIED BY ''aA-1', HEX(RANDOM_BYTES(30)), ''' ACCOUNT LOCK');
PREPARE create_account FROM @ticketstock_statement;
EXECUTE create_account;
DEALLOCATE PREPARE create_account;
SET @ticketstock_statement = NULL;

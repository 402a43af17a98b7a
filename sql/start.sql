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

/* The account in whose name everything runs. Nobody can log in as it. */
CREATE USER IF NOT EXISTS `ticketstock`@`localhost` ACCOUNT LOCK;

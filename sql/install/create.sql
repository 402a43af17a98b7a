/* The schema, and the account in whose name everything runs. */
CREATE DATABASE IF NOT EXISTS `@TICKETSTOCK_SCHEMA@`
  CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
/* Who made it before us, or a removal that stopped, gave it the server's. */
ALTER DATABASE `@TICKETSTOCK_SCHEMA@` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
USE `@TICKETSTOCK_SCHEMA@`;

/*
 * Nobody can log in as it. It gets a password that nobody knows because a server that checks passwords refuses an
 * account without one (1819).
 */
SET @ticketstock_statement = CONCAT('CREATE USER IF NOT EXISTS `ticketstock`@`localhost`',
  ' IDENTIFIED BY ''aA-1', HEX(RANDOM_BYTES(30)), ''' ACCOUNT LOCK');
PREPARE create_account FROM @ticketstock_statement;
EXECUTE create_account;
DEALLOCATE PREPARE create_account;
SET @ticketstock_statement = NULL;

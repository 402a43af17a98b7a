/*
 * Begins the short transaction that claims mails, with an empty temporary table claimed_mail.
 *
 * room  OUT: how many mails fit into it (a row takes less than 2 kB); where max_heap_table_size is small it would be
 *       full
 *
 * READ COMMITTED: no gap locks that a movement's insert would wait for. The COMMIT before it is for servers
 * whose autocommit is off.
 *
 * Called by:  claim_mail, preview_desk_mail, preview_mail, take_over_mail
 * Internal
 */
/* Made without NO_ENGINE_SUBSTITUTION: where a server lets only one engine make tables (enforce_storage_engine), that
   one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS begin_claim;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE begin_claim(OUT room INT)
  COMMENT 'Begins the transaction that claims mails'
BEGIN
  SET room = GREATEST(LEAST(@@max_heap_table_size DIV 2000, 4000), 1);
  DROP TEMPORARY TABLE IF EXISTS claimed_mail;
  CREATE TEMPORARY TABLE claimed_mail (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY, ticket_id INT NULL,
    track_id CHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL, kind VARCHAR(32) NOT NULL,
    recipient_user_id INT NULL, copy_of BIGINT UNSIGNED NULL, address VARCHAR(255) NOT NULL,
    lang CHAR(2) NOT NULL, message_id VARCHAR(255) CHARACTER SET ascii NULL
  ) ENGINE = MEMORY CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

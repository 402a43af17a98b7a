/*
 * Makes the empty temporary table mail_batch: mails ready to be handed to the mailer, a column for each of
 * its fields (udf/shared/batch.h). The HTML stays the bytes that the library made: as text it would be looked through twice.
 *
 * Called by:  erp_fill_batch, test_mail
 * Internal
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS make_mail_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE make_mail_batch()
  COMMENT 'Makes the empty temporary table mail_batch'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS mail_batch;
  CREATE TEMPORARY TABLE mail_batch (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY, problem VARCHAR(500) NULL,
    sender VARCHAR(1000) NULL, sender_name VARCHAR(1000) NULL, reply_to VARCHAR(1000) NULL,
    recipient VARCHAR(255) NULL, shown_recipient VARCHAR(255) NULL, recipient_name VARCHAR(255) NULL,
    message_id VARCHAR(400) NULL, reference VARCHAR(1000) NULL, feedback_id VARCHAR(200) NULL, zone VARCHAR(64) NULL,
    subject TEXT NULL, html LONGBLOB NULL, in_reply_to VARCHAR(255) NULL, word LONGTEXT NULL
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/*
 * Makes the empty temporary table desk_mail: what the desk's mails of claimed_mail say beside their ticket, a row a mail.
 *
 * Called by:  erp_read_desk_mails
 * Internal
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS make_desk_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE make_desk_mail()
  COMMENT 'Makes the empty temporary table desk_mail'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS desk_mail;
  CREATE TEMPORARY TABLE desk_mail (
    id BIGINT UNSIGNED NOT NULL PRIMARY KEY, ticket_id INT NOT NULL, address VARCHAR(255) NOT NULL, event_id INT NULL, problem VARCHAR(500) NULL,
    reason VARCHAR(20) NOT NULL, is_customer TINYINT NOT NULL, name VARCHAR(255) NULL, own_lang VARCHAR(2) NULL,
    who VARCHAR(255) NULL, thirdparty VARCHAR(255) NULL, assignee VARCHAR(255) NULL, old_assignee VARCHAR(255) NULL,
    old_status VARCHAR(255) NULL, new_status VARCHAR(255) NULL, thread VARCHAR(60) NOT NULL, first_mail VARCHAR(255) NULL,
    own_mail VARCHAR(255) NULL, why MEDIUMTEXT NULL, step VARCHAR(32) NULL, since DATETIME NULL, closes_on DATE NULL, worth VARCHAR(40) NULL, is_done TINYINT NOT NULL,
    is_busy TINYINT NOT NULL DEFAULT 0, KEY ticket_id (ticket_id)
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

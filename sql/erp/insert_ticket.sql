/*
 * Inserts the ticket's row, with the columns that Dolibarr writes and every version has.
 *
 * this_ticket  OUT: its rowid, NULL if its ref or track_id is taken (uk_ticket_ref, 1062): Dolibarr
 *              has opened a ticket of that number meanwhile, take the next
 * The track_id is random, 16 characters of a-z and 1-9, as Dolibarr's. It opens the public ticket page, so it
 * comes from the server's cryptographic source: of 128 random characters of base64 those that fit, about 70,
 * of which the first 16; each is as likely as any other.
 * An ERP in utf8mb3 cannot keep an emoji that a rule has (1366): such characters become "?".
 */
DROP PROCEDURE IF EXISTS erp_insert_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_insert_ticket(
  IN ticket_entity INT,
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN third_party INT, IN actor INT, IN assignee INT,
  IN this_subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN type VARCHAR(32) CHARACTER SET utf8mb4, IN severity VARCHAR(32) CHARACTER SET utf8mb4,
  IN category VARCHAR(32) CHARACTER SET utf8mb4, IN created_at DATETIME, OUT this_ticket INT)
  COMMENT 'Inserts a ticket as Dolibarr would; NULL if its number is taken'
BEGIN
  DECLARE fits INT DEFAULT 0;
  DECLARE tries INT DEFAULT 0;
  DECLARE EXIT HANDLER FOR 1062 SET this_ticket = NULL;
  DECLARE CONTINUE HANDLER FOR 1366 SET fits = 0;
  /* Reads nothing: refused if there is a view in the table's place. */
  SELECT COUNT(*) INTO tries FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` WHERE FALSE;
  REPEAT
    SET fits = 1, tries = tries + 1;
    INSERT INTO `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket`
        (entity, ref, track_id, fk_soc, fk_project, fk_contract, fk_user_create, fk_user_assign,
         subject, message, fk_statut, resolution, progress, timing,
         type_code, category_code, severity_code, datec, notify_tiers_at_create)
      VALUES (ticket_entity, this_ref, LEFT(REGEXP_REPLACE(
           CONVERT(TO_BASE64(RANDOM_BYTES(96)) USING utf8mb4) COLLATE utf8mb4_bin, '[^a-z1-9]', ''), 16),
         third_party, NULL, NULL, actor, assignee,
         this_subject, this_message, 2, NULL, 0, NULL,
         type, category, severity, created_at, 0);
    IF NOT fits THEN
      SET this_subject = REGEXP_REPLACE(this_subject, '[\\x{10000}-\\x{10FFFF}]', '?');
      SET this_message = REGEXP_REPLACE(this_message, '[\\x{10000}-\\x{10FFFF}]', '?');
    END IF;
  UNTIL fits OR tries = 2 END REPEAT;
  IF NOT fits THEN
    CALL refuse('The ERP''s ticket table does not take the ticket''s text: see its character set.');
  END IF;
  SET this_ticket = LAST_INSERT_ID();
END//
DELIMITER ;

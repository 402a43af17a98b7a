/*
 * Queues one mail to one recipient. A recipient who cannot get it is recorded all the same, as a
 * cancelled row that says why.
 *
 * this_entity, this_ticket  entity and rowid of the ticket, this_kind  mail_template.kind, recipient  rowid of the user
 * this_address  as it stands in the ERP, may be NULL; only its outline is looked at here, the
 *               mailer checks every character
 * this_lang    ISO 639-1, empty for the ERP's default; is_active  whether the user is enabled in the ERP
 */
DROP PROCEDURE IF EXISTS queue_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE queue_mail(
  IN this_entity INT, IN this_ticket INT, IN this_kind VARCHAR(32) CHARACTER SET utf8mb4, IN recipient INT,
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_lang CHAR(2) CHARACTER SET utf8mb4, IN is_active INT)
  COMMENT 'Queues one mail to one recipient'
BEGIN
  DECLARE problem VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE trimmed VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT TRIM(COALESCE(this_address, ''));
  IF COALESCE(is_active, 0) <> 1 THEN
    SET problem = CONCAT('User ', recipient, ' is disabled in the ERP.');
  ELSEIF trimmed = '' THEN
    SET problem = CONCAT('User ', recipient, ' has no mail address in the ERP: enter one there.');
  ELSEIF trimmed NOT LIKE '_%@_%' OR trimmed LIKE '%@%@%' OR trimmed REGEXP '[^!-~]' THEN
    SET problem = CONCAT('User ', recipient, ' has a mail address in the ERP that is none: correct it there.');
  END IF;
  INSERT INTO mail_outbox (entity, ticket_id, kind, recipient_user_id, address, lang, state, smtp_text)
    VALUES (this_entity, this_ticket, this_kind, recipient, trimmed, this_lang,
      IF(problem IS NULL, 'pending', 'cancelled'), problem);
END//
DELIMITER ;

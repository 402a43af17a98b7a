/*
 * health_check's part on the ERP's switches that stop or redirect mail, entity by entity.
 *
 * Reads:      rule
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_switches;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_switches()
  COMMENT 'Part of health_check: the ERP''s switches on mail'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_entity INT;
  DECLARE off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to, this_copy TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE entities CURSOR FOR SELECT DISTINCT entity FROM rule;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN entities;
  FETCH entities INTO this_entity;
  WHILE NOT ended DO
    CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
    IF off_by = 'MAIN_MAIL_FORCE_SENDTO' THEN
      INSERT INTO finding VALUES ('error', 'mail',
        CONCAT('The ERP''s constant MAIN_MAIL_FORCE_SENDTO of entity ', this_entity, ' is no mail address.'),
        '', 'Its mails wait: correct the constant to one bare address, or empty it.');
    ELSEIF off_by IS NOT NULL THEN
      INSERT INTO finding VALUES ('warning', 'mail', CONCAT('The ERP stops all mail of entity ', this_entity,
        ': constant ', off_by, '.'),
        '', 'They wait or are cancelled as setting when_mails_disabled says.');
    ELSEIF forced_to IS NOT NULL THEN
      INSERT INTO finding VALUES ('warning', 'mail',
        CONCAT('All mails of entity ', this_entity, ' go to ', forced_to, ': constant MAIN_MAIL_FORCE_SENDTO.'),
        '', 'Right for a test system; elsewhere empty the constant in the ERP.');
    END IF;
    WHILE copy_to <> '' DO
      SET this_copy = SUBSTRING_INDEX(copy_to, ',', 1), copy_to = SUBSTRING(copy_to, CHAR_LENGTH(this_copy) + 2);
      IF this_copy <> '' AND ticketstock_fault('address', this_copy) IS NOT NULL THEN
        INSERT INTO finding VALUES ('warning', 'mail',
          CONCAT('The ERP''s constant MAIN_MAIL_AUTOCOPY_TO of entity ', this_entity, ' names "', LEFT(this_copy, 254),
            '": ',
            CONVERT(ticketstock_fault('address', this_copy) USING utf8mb4), '.'),
          '', 'No copy goes there: correct the constant.');
      END IF;
    END WHILE;
    FETCH entities INTO this_entity;
  END WHILE;
  CLOSE entities;
END//
DELIMITER ;

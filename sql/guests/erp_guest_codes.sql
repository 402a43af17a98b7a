/*
 * Type, severity and group of a guest's ticket: as of any (erp_find_code), but of groups the public ones only. Where he says
 * none it is the dictionary's default.
 *
 * this_entity  entity of the ERP
 * options      JSON object with keys type, severity, group; NULL: none
 * type         OUT: code of the type
 * severity     OUT: code of the severity
 * category     OUT: code of the group; NULL: none
 *
 * Error 45000 for one that there is not.
 *
 * Reads:      llx_c_ticket_category
 * Called by:  create_guest_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_guest_codes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_guest_codes(IN this_entity INT,
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT severity VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Type, severity and group of a guest''s ticket'
BEGIN
  DECLARE said LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE is_public INT;
  CALL act_text(options, 'type', 128, said);
  CALL erp_find_code('type', said, this_entity, type);
  CALL act_text(options, 'severity', 128, said);
  CALL erp_find_code('severity', said, this_entity, severity);
  CALL act_text(options, 'group', 128, said);
  CALL erp_find_code('group', said, this_entity, category);
  SELECT COUNT(*) INTO is_public FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` AS d @BASE_TABLE@
    WHERE d.code = category COLLATE utf8mb4_unicode_ci AND d.entity IN (0, this_entity) AND d.active = 1 AND d.public = 1;
  IF said IS NOT NULL AND is_public = 0 THEN
    CALL refuse(CONCAT('Key "group": "', LEFT(said, 40), '" is not a public group of entity ', this_entity, '.'));
  END IF;
END//
DELIMITER ;

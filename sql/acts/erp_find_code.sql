/*
 * Finds an active code of a ticket's type, severity or group by what it is called, or the ERP's default.
 *
 * this_key     type, severity or group
 * word         the code, or its label in French, in English or as the dictionary has it; NULL: the default
 * this_entity  entity of the ticket
 * this_code    OUT: the code as the dictionary has it; NULL: a group where there is no default
 *
 * Error 45000 if there is none.
 *
 * Reads:      code_label, llx_c_ticket_category, llx_c_ticket_severity, llx_c_ticket_type
 * Called by:  erp_guest_codes, new_ticket_options
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_find_code;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_find_code(
  IN this_key VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN word VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_entity INT,
  OUT this_code VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Finds an active code of a ticket''s type, severity or group'
BEGIN
  DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
  SET this_code = NULL;
  CASE IF(this_key = 'group', 'category', this_key)
  @FIND_CODE@END CASE;
  IF this_code IS NULL AND word IS NOT NULL THEN
    CALL refuse(CONCAT('Key "', this_key, '": there is no active "', LEFT(word, 40), '" in entity ', this_entity, '.'));
  ELSEIF this_code IS NULL AND this_key <> 'group' THEN
    CALL refuse(CONCAT('Key "', this_key, '" is required: the ERP has no default.'));
  END IF;
END//
DELIMITER ;

/*
 * Refuses (45000) an entity that is none, or a type that the ERP does not have in it.
 *
 * this_entity  entity of the ERP; 0: all
 * this_type    code of the type; *: every ticket
 *
 * Reads:      llx_c_ticket_type
 * Called by:  check_type_agent, check_type_policy
 * Internal
 */
DROP PROCEDURE IF EXISTS check_type;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_type(IN this_entity INT,
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses an entity or a type that the ERP does not have'
BEGIN
  DECLARE present INT;
  IF this_entity < 0 THEN
    CALL refuse('entity takes the number of an entity of the ERP, or 0 for all.');
  END IF;
  SELECT COUNT(*) INTO present FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS t @BASE_TABLE@
    WHERE t.code = this_type COLLATE utf8mb4_unicode_ci AND (this_entity = 0 OR t.entity IN (0, this_entity));
  IF present = 0 AND this_type <> '*' THEN
    CALL refuse(CONCAT('There is no type with code "', this_type, '" in entity ', this_entity, '; * means every ticket.'));
  END IF;
END//
DELIMITER ;

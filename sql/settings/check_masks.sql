/*
 * Refuses a setting ticket_number_mask that could meet the ERP's numbering, with a sentence (45000).
 *
 * this_entity  entity that it is for; 0: all that have none of their own
 * own          the mask: setting ticket_number_mask
 *
 * Reads:      rule, setting
 * Called by:  follow_setting
 * Internal
 */
DROP PROCEDURE IF EXISTS check_masks;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_masks(
  IN this_entity INT, IN own VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Refuses a mask of our own that could meet the ERP''s numbering'
BEGIN
  DECLARE entity_in_turn INT DEFAULT -1;
  DECLARE problem VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  WHILE own <> '' AND entity_in_turn IS NOT NULL DO
    /* No cursor, since there is a UNION: MySQL (docs/servers.md). */
    SELECT MIN(e.entity) INTO entity_in_turn
      FROM (SELECT r.entity FROM rule AS r WHERE this_entity = 0 UNION SELECT IF(this_entity = 0, 1, this_entity)) AS e
      LEFT JOIN setting AS s ON s.entity = e.entity AND s.name = 'ticket_number_mask' AND this_entity = 0
      WHERE s.entity IS NULL AND e.entity > entity_in_turn;
    IF entity_in_turn IS NOT NULL THEN
      CALL erp_check_mask(entity_in_turn, own, problem);
    END IF;
    IF problem IS NOT NULL THEN
      CALL refuse(problem);
    END IF;
  END WHILE;
END//
DELIMITER ;

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
  DECLARE ended INT DEFAULT 0;
  DECLARE entity_in_turn INT;
  DECLARE problem VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE entities CURSOR FOR
    SELECT e.entity FROM (SELECT r.entity FROM rule AS r UNION SELECT 1) AS e
      LEFT JOIN setting AS s ON s.entity = e.entity AND s.name = 'ticket_number_mask'
      WHERE this_entity = 0 AND s.entity IS NULL
    UNION SELECT this_entity FROM (SELECT 1 AS one) AS always WHERE this_entity > 0;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  IF own <> '' THEN
    OPEN entities;
    FETCH entities INTO entity_in_turn;
    WHILE NOT ended DO
      CALL erp_check_mask(entity_in_turn, own, problem);
      IF problem IS NOT NULL THEN
        CALL refuse(problem);
      END IF;
      FETCH entities INTO entity_in_turn;
    END WHILE;
    CLOSE entities;
  END IF;
END//
DELIMITER ;

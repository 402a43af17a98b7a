/*
 * Makes the series of numbers that the entities with a rule need, or lets them follow the ERP.
 *
 * Reads:      rule
 * Called by:  follow_setting, prepare_numbers
 * Internal
 */
DROP PROCEDURE IF EXISTS prepare_entities;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_entities()
  COMMENT 'Makes the series of numbers of every entity with a rule'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_entity INT;
  DECLARE entities CURSOR FOR SELECT DISTINCT entity FROM rule;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN entities;
  FETCH entities INTO this_entity;
  WHILE NOT ended DO
    CALL prepare_entity(this_entity);
    FETCH entities INTO this_entity;
  END WHILE;
  CLOSE entities;
END//
DELIMITER ;

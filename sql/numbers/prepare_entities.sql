/*
 * Makes the series of numbers that entities need, or lets them follow the ERP: those with a rule, of accounts of the desk, and
 * where a ticket was opened through it before.
 *
 * Reads:      desk_account, number_series, rule
 * Called by:  follow_setting, prepare_numbers
 * Internal
 */
DROP PROCEDURE IF EXISTS prepare_entities;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_entities()
  COMMENT 'Makes the series of numbers of every entity that needs one'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_entity INT;
  DECLARE entities CURSOR FOR
    SELECT r.entity FROM rule AS r UNION SELECT d.entity FROM desk_account AS d WHERE d.entity > 0
    UNION SELECT n.entity FROM number_series AS n;
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

/*
 * Makes the series that are needed now and in the coming month, for every entity with a rule. Called by
 * an event every few seconds, so that a change of the mask in the ERP is followed at once, and whenever a
 * rule is written. A mask that cannot be used is left to health_check().
 */
DROP PROCEDURE IF EXISTS prepare_numbers;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_numbers()
  COMMENT 'Makes the series of ticket numbers that are needed now and in the coming month'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_entity INT;
  DECLARE entities CURSOR FOR SELECT DISTINCT entity FROM rule;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN entities;
  FETCH entities INTO this_entity;
  WHILE NOT ended DO
    BEGIN
      DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
      CALL prepare_series(this_entity, NOW());
      CALL prepare_series(this_entity, NOW() + INTERVAL 1 MONTH);
    END;
    FETCH entities INTO this_entity;
  END WHILE;
  CLOSE entities;
END//
DELIMITER ;

/*
 * Makes ready what tickets need beforehand: the series of numbers of every entity with a rule, then ready_warehouse. Called
 * by the event of its name every few seconds, so that a change in the ERP is followed soon.
 */
DROP PROCEDURE IF EXISTS prepare_numbers;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_numbers()
  COMMENT 'Makes ready what tickets need beforehand: series of numbers, ready_warehouse'
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
  CALL prepare_rules();
  REPLACE INTO ready_state (number, compared_at) VALUES (1, SYSDATE(3));
END//
DELIMITER ;

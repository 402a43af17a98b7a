/*
 * Makes ready what tickets need beforehand: the ERP's clock, the series of numbers of every entity with a rule, then
 * ready_warehouse. Called by the event of its name every few seconds, so that a change in the ERP is followed soon.
 */
DROP PROCEDURE IF EXISTS prepare_numbers;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_numbers()
  COMMENT 'Makes ready what tickets need beforehand: clock, series of numbers, ready_warehouse'
BEGIN
  CALL erp_learn_clock();
  CALL prepare_entities();
  CALL prepare_rules();
  REPLACE INTO ready_state (number, compared_at) VALUES (1, SYSDATE(3));
END//
DELIMITER ;

/*
 * Makes the series that an entity needs now and in the coming month. A mask that cannot be used is left to
 * health_check() and ready_warehouse.
 */
DROP PROCEDURE IF EXISTS prepare_entity;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_entity(IN this_entity INT)
  COMMENT 'Makes the series that an entity needs now and in the coming month'
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  CALL prepare_series(this_entity, NOW());
  CALL prepare_series(this_entity, NOW() + INTERVAL 1 MONTH);
END//
DELIMITER ;

/* The entity of a movement: its warehouse's, since movements have none. NULL if there is none. */
DROP PROCEDURE IF EXISTS erp_movement_entity;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_movement_entity(IN this_movement INT, OUT this_entity INT)
  COMMENT 'The entity of a movement'
BEGIN
  SELECT MAX(e.entity) INTO this_entity
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m
    JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e ON e.rowid = m.fk_entrepot
    WHERE m.rowid = this_movement;
END//
DELIMITER ;

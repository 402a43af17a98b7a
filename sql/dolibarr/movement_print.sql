/*
 * Says what a movement of the ERP is, not by its rowid alone.
 *
 * this_movement  rowid of the movement in the ERP
 * print          OUT: what it is; NULL: there is no such movement
 *
 * Reads:      llx_stock_mouvement
 * Called by:  explain_movement, retry_incident
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_movement_print;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_movement_print(IN this_movement INT, OUT print INT UNSIGNED)
  COMMENT 'What a movement is, not by its rowid alone'
BEGIN
  SELECT MAX(@MOVEMENT_PRINT@) INTO print
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ WHERE m.rowid = this_movement;
END//
DELIMITER ;

/*
 * What the movements of one operation have in common: inventory code and origin document; the label where
 * there is neither, as when a shipment is deleted.
 */
DROP PROCEDURE IF EXISTS erp_operation_key;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_operation_key(
  IN this_movement INT, OUT operation VARCHAR(700) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'What the movements of one operation have in common'
BEGIN
  SELECT MAX(CONCAT_WS(' ', m.fk_origin, m.origintype, COALESCE(NULLIF(m.inventorycode, ''), m.label))) INTO operation
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m WHERE m.rowid = this_movement;
END//
DELIMITER ;

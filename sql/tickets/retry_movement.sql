/*
 * Writes the ticket of a movement that is in the ERP already, as erp_write_ticket() does: a ticket of its own, also
 * where the rule is grouped by operation.
 *
 * this_movement  rowid of the movement in the ERP
 * this_rule      rule that opens the ticket
 * warning        OUT: as of erp_write_ticket()
 *
 * Reads:      llx_stock_mouvement, rule
 * Called by:  erp_open_returned, open_missed, retry_incident
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_retry_movement;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_retry_movement(
  IN this_movement INT, IN this_rule INT, OUT warning VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes the ticket of a movement that is in the ERP already'
BEGIN
  DECLARE warehouse, actor, product, movement_type, origin_id, takes_turns INT;
  DECLARE booked_at DATETIME;
  DECLARE quantity DOUBLE;
  DECLARE eat_by, sell_by DATE;
  DECLARE lot, movement_label, code, origin_type VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT m.fk_entrepot, m.datem, m.fk_user_author, m.fk_product, m.value, m.batch, m.eatby, m.sellby, m.type_mouvement,
    m.label,
      m.inventorycode, m.fk_origin, m.origintype
    INTO warehouse, booked_at, actor, product, quantity, lot, eat_by, sell_by, movement_type, movement_label,
      code, origin_id, origin_type
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ WHERE m.rowid = this_movement;
  SELECT MAX(r.assignment <> 'fixed') INTO takes_turns FROM rule AS r WHERE r.id = this_rule;
  IF takes_turns THEN
    /* Older than what the list of turns is made after: it would not move it on. */
    CALL follow_rule(this_rule);
  END IF;
  CALL erp_write_ticket(this_movement, warehouse, this_rule, 0, booked_at, actor, product, quantity, lot, eat_by,
    sell_by,
    movement_type, movement_label, code, origin_id, origin_type, warning);
END//
DELIMITER ;

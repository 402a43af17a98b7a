/*
 * Names the movements into watched warehouses that left no trace: neither ticket, nor line of one, nor incident.
 *
 * since  moment in the session's time zone; NULL: the last 7 days. It reads the movements that were written since and,
 *        to find the first of them, some 25 more, at any size of the ERP's table
 *
 * Returns rows of movement_id, booked_at, warehouse (ref), quantity, rule_id; the oldest 1,000. open_missed() opens
 * them.
 *
 * Reads:      llx_entrepot, missed_movement
 * Public
 */
DROP PROCEDURE IF EXISTS find_missed_movements;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_missed_movements(IN since DATETIME)
  COMMENT 'Names movements into watched warehouses that left no trace'
BEGIN
  CALL erp_collect_missed(COALESCE(since, CURRENT_TIMESTAMP - INTERVAL 7 DAY), NULL, 1000);
  SELECT d.movement_id, d.booked_at, COALESCE(e.ref, d.warehouse_id) AS warehouse, d.quantity, d.rule_id
    FROM missed_movement AS d LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@
      ON e.rowid = d.warehouse_id
    ORDER BY d.movement_id;
  DROP TEMPORARY TABLE missed_movement;
END//
DELIMITER ;

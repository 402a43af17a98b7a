/*
 * Finds the enabled rule that watches the warehouse of a movement.
 *
 * this_movement  rowid of the movement in the ERP
 * watching_rule  OUT: rule.id; NULL: there is none
 *
 * Reads:      llx_stock_mouvement, rule, rule_warehouse
 * Called by:  retry_incident
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_find_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_find_rule(
  IN this_movement INT, OUT watching_rule INT)
  COMMENT 'Finds the enabled rule that watches a movement''s warehouse'
BEGIN
  SELECT MAX(r.id) INTO watching_rule
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
    JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
    JOIN rule AS r ON r.id = w.rule_id AND r.enabled = 1
    WHERE m.rowid = this_movement AND m.value > 0;
END//
DELIMITER ;

/*
 * Refuses to watch a warehouse that does not exist, that is watched already or that belongs to another
 * entity than the rule, with a sentence (45000).
 *
 * this_warehouse  as it is to be written
 * this_rule       as it is to be written
 * is_new          0: only the rule changes
 *
 * Reads:      llx_entrepot, rule, rule_warehouse
 * Called by:  trigger rule_warehouse_inserted, trigger rule_warehouse_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_watch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_watch(
  IN this_warehouse INT, IN this_rule INT, IN is_new INT)
  COMMENT 'Refuses to watch a warehouse that cannot be watched'
BEGIN
  DECLARE rule_entity, warehouse_entity, other_rule INT;
  SELECT MAX(entity) INTO rule_entity FROM rule WHERE id = this_rule;
  SELECT MAX(entity) INTO warehouse_entity FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` @BASE_TABLE@
    WHERE rowid = this_warehouse;
  SELECT MAX(rule_id) INTO other_rule FROM rule_warehouse WHERE warehouse_id = this_warehouse;
  IF rule_entity IS NULL THEN
    CALL refuse(CONCAT('There is no rule ', this_rule, ': see rule_overview.'));
  ELSEIF warehouse_entity IS NULL THEN
    CALL refuse(CONCAT('There is no warehouse ', this_warehouse, ' in the ERP.'));
  ELSEIF warehouse_entity <> rule_entity THEN
    CALL refuse(CONCAT('Warehouse ', this_warehouse, ' belongs to entity ', warehouse_entity,
      ', rule ', this_rule, ' to entity ', rule_entity, '.'));
  ELSEIF is_new AND other_rule IS NOT NULL THEN
    CALL refuse(CONCAT('Warehouse ', this_warehouse, ' is watched already, by rule ', other_rule, '.'));
  END IF;
END//
DELIMITER ;

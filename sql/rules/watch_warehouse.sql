/*
 * Lets a rule watch one more warehouse.
 *
 * this_rule      rule.id
 * warehouse_ref  ref of the warehouse, in the rule's entity
 *
 * Error 45000 with a sentence if one of them is unknown or the warehouse is watched already.
 *
 * Reads:      llx_entrepot, rule
 * Writes:     rule_warehouse
 * Called by:  add_rule
 * Public
 */
DROP PROCEDURE IF EXISTS watch_warehouse;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE watch_warehouse(
  IN this_rule INT, IN warehouse_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Lets a rule watch one more warehouse'
BEGIN
  DECLARE this_warehouse INT;
  SELECT MAX(e.rowid) INTO this_warehouse
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@ JOIN rule AS r ON r.entity = e.entity
    WHERE r.id = this_rule AND e.ref = warehouse_ref COLLATE utf8mb4_unicode_ci;
  IF this_warehouse IS NULL THEN
    CALL refuse(CONCAT('Rule ', this_rule, ' or a warehouse with ref "', warehouse_ref,
      '" in its entity does not exist.'));
  END IF;
  INSERT INTO rule_warehouse (warehouse_id, rule_id) VALUES (this_warehouse, this_rule);
END//
DELIMITER ;

/*
 * Lets what concerns a rule's tickets be followed: its rows of ready_warehouse.
 *
 * this_rule  rule.id, also of a rule that is gone
 *
 * Where something was written it looks again: whoever changed the rule meanwhile has committed before it could write,
 * and what he wrote would be undone until the next run.
 *
 * Called by:  erp_retry_movement, prepare_rules, trigger rule_changed, trigger rule_deleted, trigger rule_numbered,
 *             trigger rule_warehouse_added, trigger rule_warehouse_changed
 * Internal
 */
DROP PROCEDURE IF EXISTS follow_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE follow_rule(IN this_rule INT)
  COMMENT 'Makes a rule''s rows of ready_warehouse, again if they changed meanwhile'
BEGIN
  DECLARE turns, written INT DEFAULT 0;
  REPEAT
    CALL erp_prepare_rule(this_rule, written);
    SET turns = turns + 1;
  UNTIL written = 0 OR turns = 3 END REPEAT;
END//
DELIMITER ;

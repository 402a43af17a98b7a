/*
 * Makes ready_warehouse agree with rules, settings and the ERP as they are now. The event prepare_numbers does so every
 * few seconds; call it for what was changed in the ERP to be followed at once.
 *
 * Reads:      ready_warehouse, rule_warehouse
 * Writes:     ready_contact, ready_warehouse
 * Called by:  follow_setting, prepare_numbers, trigger type_policy_added, trigger type_policy_changed,
 *             trigger type_policy_deleted
 * Public
 */
DROP PROCEDURE IF EXISTS prepare_rules;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_rules()
  COMMENT 'Lets what was changed in the ERP be followed at once'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_rule, this_warehouse INT;
  DECLARE rules CURSOR FOR SELECT DISTINCT rule_id FROM rule_warehouse;
  DECLARE left_overs CURSOR FOR
    SELECT r.warehouse_id FROM ready_warehouse AS r LEFT JOIN rule_warehouse AS w ON w.warehouse_id = r.warehouse_id
      WHERE w.warehouse_id IS NULL;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN rules;
  FETCH rules INTO this_rule;
  WHILE NOT ended DO
    CALL follow_rule(this_rule);
    FETCH rules INTO this_rule;
  END WHILE;
  CLOSE rules;
  SET ended = 0;
  OPEN left_overs;
  FETCH left_overs INTO this_warehouse;
  WHILE NOT ended DO
    DELETE FROM ready_warehouse WHERE warehouse_id = this_warehouse;
    DELETE FROM ready_contact WHERE warehouse_id = this_warehouse;
    FETCH left_overs INTO this_warehouse;
  END WHILE;
  CLOSE left_overs;
END//
DELIMITER ;

/*
 * health_check's part on whom tickets are given to: rules and types whose strategy finds nobody.
 *
 * Reads:      policy_overview, rule, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_assignment;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_assignment()
  COMMENT 'Part of health_check: strategies that find nobody'
BEGIN
  DECLARE ended, this_rule, this_entity, assignee, contact_group, most INT DEFAULT 0;
  DECLARE this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE strategy VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE what VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE turns MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE rules CURSOR FOR
    SELECT r.id, r.entity, r.assignee_id, r.contact_group_id, CONCAT(r.assignment), CONCAT('Rule ', r.id, ' (', r.label, ')')
      FROM rule AS r WHERE r.enabled = 1 AND r.assignment <> 'fixed' ORDER BY r.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN rules;
  FETCH rules INTO this_rule, this_entity, assignee, contact_group, strategy, what;
  WHILE NOT ended DO
    SELECT @SETTING_recipients_per_ticket@ INTO most;
    CALL erp_list_turns(this_rule, this_entity, '', assignee, contact_group, most, strategy, turns);
    IF turns IS NULL THEN
      INSERT INTO finding VALUES ('warning', 'rule', CONCAT(what, ': ', strategy, ' finds nobody.'), '',
        'All of assignee and group are disabled, external or on leave: tickets are assigned to nobody. Fill the group in the ERP.');
    END IF;
    SET ended = 0;
    FETCH rules INTO this_rule, this_entity, assignee, contact_group, strategy, what;
  END WHILE;
  CLOSE rules;
  /* One by one: no cursor is over a UNION. That there is none left sets no condition where max_error_count = 0. */
  SET this_entity = -1, this_type = '';
  REPEAT
    SET strategy = NULL;
    SELECT p.entity, p.type_code, CONCAT(p.assignment) INTO this_entity, this_type, strategy FROM policy_overview AS p
      WHERE p.assignment <> 'fixed' AND (p.entity > this_entity OR p.entity = this_entity AND p.type_code > this_type)
      ORDER BY p.entity, p.type_code LIMIT 1;
    IF strategy IS NOT NULL THEN
      CALL erp_list_turns(0, this_entity, this_type, NULL, NULL, 1000, strategy, turns);
      IF turns IS NULL THEN
        INSERT INTO finding VALUES ('warning', 'desk', CONCAT('Type ', this_type, ' of entity ', this_entity, ': ', strategy, ' finds nobody.'),
          '', CONCAT('Nobody who may manage it is there: its tickets stay without assignee. For example: CALL @TICKETSTOCK_SCHEMA@.add_type_agent(''',
            this_type, ''', ''alice'', ''manage'')'));
      END IF;
    END IF;
  UNTIL strategy IS NULL END REPEAT;
END//
DELIMITER ;

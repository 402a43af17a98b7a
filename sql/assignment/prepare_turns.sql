/*
 * Makes ready whom the next tickets of a rule go to, for its rows of ready_warehouse.
 *
 * this_rule        rule.id
 * this_entity      its entity
 * assignee         its assignee
 * contact_group    its group
 * most             setting recipients_per_ticket
 * strategy         round_robin or least_open
 * newest_movement  OUT: rowid of the ERP's newest movement; what is booked later moves the list on
 * warehouses       OUT: those of the rule, rowids with commas between them
 * turns            OUT: users with commas between them; NULL: nobody is there
 *
 * Reads:      llx_stock_mouvement, rule_warehouse
 * Called by:  erp_prepare_rule
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_prepare_turns;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_prepare_turns(IN this_rule INT, IN this_entity INT, IN assignee INT,
  IN contact_group INT, IN most INT, IN strategy VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT newest_movement INT, OUT warehouses MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  OUT turns MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Makes ready whom the next tickets of a rule go to'
BEGIN
  SELECT COALESCE(MAX(m.rowid), 0) INTO newest_movement
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@;
  SELECT REPLACE(REPLACE(REPLACE(JSON_ARRAYAGG(w.warehouse_id), '[', ''), ']', ''), ' ', '') INTO warehouses
    FROM rule_warehouse AS w WHERE w.rule_id = this_rule;
  CALL erp_note_turns(this_rule, this_entity);
  CALL erp_list_turns(this_rule, this_entity, '', assignee, contact_group, most, strategy, turns);
END//
DELIMITER ;

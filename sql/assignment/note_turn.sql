/*
 * Notes that a ticket was given to somebody: the newest of a type, or one of a rule that was given later.
 *
 * this_rule    rule.id; 0: it is about a type
 * this_entity  entity of the ticket
 * this_type    code of its type; of a rule *
 * assignee     user of the ERP
 *
 * Reads:      assignment_turn
 * Writes:     assignment_turn
 * Called by:  erp_give_again, give_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS note_turn;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE note_turn(IN this_rule INT, IN this_entity INT,
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN assignee INT)
  COMMENT 'Notes that a ticket was given to somebody'
BEGIN
  DECLARE this_turn BIGINT UNSIGNED;
  SELECT COALESCE(MAX(g.turn), 0) + 1 INTO this_turn FROM assignment_turn AS g
    WHERE g.rule_id = this_rule AND g.entity = this_entity AND g.type_code = this_type;
  INSERT INTO assignment_turn (rule_id, entity, type_code, user_id, turn)
    VALUES (this_rule, this_entity, this_type, assignee, this_turn) ON DUPLICATE KEY UPDATE turn = this_turn;
END//
DELIMITER ;

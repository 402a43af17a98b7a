/*
 * Notes in assignment_turn whom the newest tickets of a rule were given to.
 *
 * this_rule    rule.id
 * this_entity  entity of its tickets
 *
 * It looks at the newest 1,000 tickets of all rules, those of before are noted. A cursor: INSERT … SELECT would lock the ERP's rows.
 *
 * Reads:      assignment_turn, llx_ticket, opened_ticket
 * Writes:     assignment_turn
 * Called by:  erp_prepare_turns
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_note_turns;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_note_turns(IN this_rule INT, IN this_entity INT)
  COMMENT 'Notes whom the newest tickets of a rule were given to'
BEGIN
  DECLARE ended, this_user INT DEFAULT 0;
  DECLARE newest BIGINT;
  DECLARE this_turn BIGINT UNSIGNED;
  DECLARE given CURSOR FOR
    SELECT t.fk_user_assign, MAX(o.number) FROM opened_ticket AS o
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = o.ticket_id
        AND CONVERT(t.track_id USING ascii) COLLATE ascii_bin = o.track_id AND t.fk_user_assign > 0
      LEFT JOIN assignment_turn AS g ON g.rule_id = this_rule AND g.entity = this_entity AND g.type_code = ''
        AND g.user_id = t.fk_user_assign
      WHERE o.number > newest - 1000 AND o.number <= newest AND o.rule_id = this_rule AND o.number > COALESCE(g.turn, 0)
      GROUP BY t.fk_user_assign;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT MAX(o.number) INTO newest FROM opened_ticket AS o;
  OPEN given;
  FETCH given INTO this_user, this_turn;
  WHILE NOT ended DO
    INSERT INTO assignment_turn (rule_id, entity, type_code, user_id, turn)
      VALUES (this_rule, this_entity, '', this_user, this_turn)
      ON DUPLICATE KEY UPDATE turn = GREATEST(turn, this_turn);
    FETCH given INTO this_user, this_turn;
  END WHILE;
  CLOSE given;
END//
DELIMITER ;

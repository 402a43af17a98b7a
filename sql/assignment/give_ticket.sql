/*
 * Gives a ticket that nobody has to an agent of its type: rows as Dolibarr writes them, by nobody.
 *
 * this_ticket  rowid in the ERP
 * this_entity  its entity
 * this_type    code of its type
 * this_change  the change that it comes from: ticket_change.id
 * strategy     round_robin, least_open
 * later        OUT: 1: somebody else has it locked, nothing was done; else 0
 *
 * If a user has assigned or closed it meanwhile, that holds. Where nobody is there the journal says so, and all agents are
 * told of it as of any ticket that nobody has. To be called in a transaction of begin_changes().
 *
 * Reads:      assignment_turn, llx_ticket
 * Writes:     assignment_turn, desk_ticket, llx_ticket, ticket_change
 * Called by:  assign_new
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_give_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_give_ticket(IN this_ticket INT, IN this_entity INT,
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_change BIGINT UNSIGNED,
  IN strategy VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT later INT)
  COMMENT 'Gives a ticket that nobody has to an agent of its type'
BEGIN
  DECLARE is_free, locked, assignee, event INT;
  DECLARE own_change, this_turn BIGINT UNSIGNED;
  DECLARE turns MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  SELECT COUNT(*) INTO locked FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.rowid = this_ticket FOR UPDATE SKIP LOCKED;
  SELECT COUNT(*) INTO is_free FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
    WHERE t.rowid = this_ticket AND COALESCE(t.fk_user_assign, 0) <= 0 AND COALESCE(t.fk_statut, 0) NOT IN (8, 9);
  SET later = is_free AND NOT locked;
  IF is_free AND locked THEN
    CALL erp_list_turns(0, this_entity, this_type, NULL, NULL, 1000, strategy, turns);
    SET assignee = SUBSTRING_INDEX(turns, ',', 1);
    CALL erp_note_assignment(this_ticket, this_change, strategy, assignee);
    IF assignee IS NOT NULL THEN
      UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ SET t.fk_user_assign = assignee, t.fk_statut = 2
        WHERE t.rowid = this_ticket AND COALESCE(t.fk_user_assign, 0) <= 0;
      /* Whoever has called follow_tickets(), the write is ours. */
      SELECT MAX(c.id) INTO own_change FROM ticket_change AS c
        WHERE c.id > this_change AND c.ticket_id = this_ticket AND c.connection = CONNECTION_ID();
      UPDATE ticket_change SET account = 'ticketstock@localhost' WHERE id = own_change;
      CALL erp_set_assignee(this_ticket, NULL, NULL, assignee, 0, event);
      UPDATE desk_ticket SET assignee_id = assignee WHERE ticket_id = this_ticket;
      SELECT COALESCE(MAX(g.turn), 0) + 1 INTO this_turn FROM assignment_turn AS g
        WHERE g.rule_id = 0 AND g.entity = this_entity AND g.type_code = this_type;
      INSERT INTO assignment_turn (rule_id, entity, type_code, user_id, turn)
        VALUES (0, this_entity, this_type, assignee, this_turn) ON DUPLICATE KEY UPDATE turn = this_turn;
    END IF;
  END IF;
END//
DELIMITER ;

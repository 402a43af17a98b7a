/*
 * Gives a ticket that nobody has to the agent of its type whose turn it is. Where nobody is there all agents are told of it,
 * as of any ticket that nobody has.
 *
 * this_ticket  rowid in the ERP
 * this_entity  its entity
 * this_type    code of its type
 * this_change  the change that it comes from: ticket_change.id
 * strategy     round_robin, least_open
 * later        OUT: 1: somebody else has it locked, nothing was done; else 0
 *
 * Called by:  assign_new
 * Internal
 */
DROP PROCEDURE IF EXISTS give_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE give_ticket(IN this_ticket INT, IN this_entity INT,
  IN this_type VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN this_change BIGINT UNSIGNED,
  IN strategy VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT later INT)
  COMMENT 'Gives a ticket to the agent of its type whose turn it is'
BEGIN
  DECLARE assignee INT;
  DECLARE turns MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  CALL erp_list_turns(0, this_entity, this_type, NULL, NULL, 1000, strategy, turns);
  SET assignee = SUBSTRING_INDEX(turns, ',', 1);
  CALL erp_hand_ticket(this_ticket, this_change, strategy, NULL, assignee, later);
  IF assignee IS NOT NULL AND NOT later THEN
    CALL note_turn(0, this_entity, this_type, assignee);
  END IF;
END//
DELIMITER ;

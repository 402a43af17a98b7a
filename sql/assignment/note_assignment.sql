/*
 * Writes into the journal that a ticket was given to somebody, by which strategy, or that nobody was there.
 *
 * this_ticket  rowid in the ERP
 * this_change  the change that it comes from: ticket_change.id
 * strategy     round_robin, least_open
 * assignee     user of the ERP; NULL: nobody was there
 *
 * Reads:      desk_ticket, due_change, llx_user
 * Writes:     ticket_journal
 * Called by:  assign_new, erp_hand_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_note_assignment;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_note_assignment(IN this_ticket INT, IN this_change BIGINT UNSIGNED,
  IN strategy VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN assignee INT)
  COMMENT 'Writes into the journal whom a ticket was given to'
BEGIN
  INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, way, what, old_value, new_value, change_id, connection)
    SELECT k.ticket_id, k.track_id, k.entity, d.at, 'TicketStock', 'event', 'assignment', strategy,
        COALESCE(@USER_ASSIGNEE@, 'nobody is there'), d.id, d.connection
      FROM due_change AS d STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = d.ticket_id
      WHERE d.id = this_change;
END//
DELIMITER ;

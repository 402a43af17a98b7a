/*
 * Writes what was done to a ticket into ticket_journal: a row for each column that a change has changed.
 *
 * this_ticket  the ticket, whose changes are in due_change
 *
 * Reads:      due_change
 * Writes:     ticket_journal
 * Called by:  erp_follow_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_write_journal;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_journal(IN this_ticket INT)
  COMMENT 'Writes the changes of a ticket into the journal'
BEGIN
  INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, way, what, old_value, new_value, event_id, change_id)
    SELECT c.ticket_id, COALESCE(c.track_id, ''), COALESCE(c.entity, 0), c.at, c.account, 'unknown', 'state',
        CASE WHEN c.old_status IN (8, 9) THEN 'closed' WHEN c.old_status IN (3, 5, 7) THEN 'doing' ELSE 'todo' END,
        CASE WHEN c.new_status IN (8, 9) THEN 'closed' WHEN c.new_status IN (3, 5, 7) THEN 'doing' ELSE 'todo' END,
        c.event_id, c.id
      FROM due_change AS c
      WHERE c.ticket_id = this_ticket AND c.kind = 'updated'
        AND CASE WHEN c.old_status IN (8, 9) THEN 'closed' WHEN c.old_status IN (3, 5, 7) THEN 'doing' ELSE 'todo' END
          <> CASE WHEN c.new_status IN (8, 9) THEN 'closed' WHEN c.new_status IN (3, 5, 7) THEN 'doing' ELSE 'todo' END
      ORDER BY c.id;
END//
DELIMITER ;

/*
 * Finds among changes of a ticket the newest write that has brought old values back.
 *
 * Dolibarr's Ticket::update() writes every column from an object that it read some time before: a close or a claim that
 * somebody else has done meanwhile is undone without a word. Each column is compared with the newest change of it, within
 * five minutes and by another connection:
 *   a closing is undone if date_close went back too: who reopens a ticket in Dolibarr lets it stand;
 *   a claim if the assignee went back by a mere AC_TICKET_MODIFY: who unassigns leaves AC_TICKET_ASSIGNED.
 * Certain is it where the status went back, by a known account of the ERP, not the one that it undoes, which left
 * AC_TICKET_MODIFY behind its write as Ticket::update() does. Everything else may be a correction that somebody wants.
 *
 * this_ticket   the ticket
 * first_change  lowest number of its changes in due_change that are meant
 * last_change   highest
 * stale_change  OUT: number of the change; NULL: there is none
 * stale_write   OUT: its recent_write.number
 * stale_at      OUT: when it was
 * undoes_close  OUT: 1: it has undone a closing
 * undoes_claim  OUT: 1: it has undone who is assigned
 * is_certain    OUT: 1: nobody can have meant it
 *
 * Reads:      due_change, erp_account, llx_actioncomm, recent_write, ticket_change
 * Called by:  erp_note_stale
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_find_stale;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_find_stale(IN this_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED, OUT stale_change BIGINT UNSIGNED,
  OUT stale_write BIGINT UNSIGNED, OUT stale_at TIMESTAMP(3), OUT undoes_close INT, OUT undoes_claim INT, OUT is_certain INT)
  COMMENT 'Finds a write that has brought old values of a ticket back'
BEGIN
  SET undoes_close = 0, undoes_claim = 0, is_certain = 0;
  SELECT MAX(c.id) INTO stale_change FROM due_change AS c
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.id = c.partner
    WHERE c.ticket_id = this_ticket AND c.id BETWEEN first_change AND last_change AND c.kind = 'updated'
      AND c.account NOT LIKE 'ticketstock@%' AND COALESCE(a.code, 'AC_TICKET_MODIFY') = 'AC_TICKET_MODIFY'
      AND @IS_ERP@ AND NOT (c.old_assignee <=> c.new_assignee AND c.old_closed <=> c.new_closed);
  IF stale_change IS NOT NULL THEN
    SELECT MAX(c.at) INTO stale_at FROM due_change AS c WHERE c.id = stale_change;
    SELECT MAX(w.number) INTO stale_write FROM recent_write AS w
      WHERE w.ticket_id = this_ticket AND w.change_id = stale_change AND w.at = stale_at;
    SELECT COALESCE(MAX(s.new_status IN (8, 9) AND s.old_status NOT IN (8, 9) AND w.old_status = s.new_status
          AND w.new_status = s.old_status AND w.old_closed <=> d.new_closed AND w.new_closed <=> d.old_closed
          AND d.number IS NOT NULL), 0),
        COALESCE(MAX(w.old_assignee <=> a.new_assignee AND w.new_assignee <=> a.old_assignee AND a.number IS NOT NULL
          AND c.partner IS NOT NULL), 0),
        COALESCE(MAX(w.old_status <=> s.new_status AND w.new_status <=> s.old_status
          AND w.account NOT IN (s.account, COALESCE(d.account, ''), COALESCE(a.account, ''))
          AND EXISTS (SELECT 1 FROM erp_account AS y WHERE y.is_erp)
          AND EXISTS (SELECT 1 FROM ticket_change AS v WHERE v.id BETWEEN c.id + 1 AND c.id + 50 AND v.event_id = c.partner
            AND v.ticket_id = this_ticket)), 0)
      INTO undoes_close, undoes_claim, is_certain
      FROM due_change AS c JOIN recent_write AS w ON w.number = stale_write
      LEFT JOIN @LAST_STATUS@
      LEFT JOIN @LAST_CLOSED@
      LEFT JOIN @LAST_ASSIGNEE@
      WHERE c.id = stale_change;
  END IF;
END//
DELIMITER ;

/*
 * Notices a write that has brought old values of a ticket back, puts it right once, and says so in the journal.
 *
 * Dolibarr's Ticket::update() writes every column from an object that it read some time before: a close or a claim that
 * somebody else has done meanwhile is undone without a word. Put right is only what is certain, with the value expected:
 *   a closing whose date_close went back too: nobody reopens so, Dolibarr lets it stand;
 *   an assignee who went back together with the status, by a mere AC_TICKET_MODIFY: who unassigns leaves
 *   AC_TICKET_ASSIGNED.
 * An assignee alone that went back so is named only.
 *
 * this_ticket   the ticket
 * first_change  lowest number of its changes in due_change that are meant
 * last_change   highest
 * later         OUT: 1: the ERP has the ticket's row locked; nothing was done, it is to be tried later
 *
 * Reads:      due_change, erp_account, llx_actioncomm, llx_ticket, recent_write, ticket_change, ticket_journal
 * Writes:     llx_ticket, recent_write, ticket_change, ticket_journal
 * Called by:  erp_follow_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_note_stale;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_note_stale(IN this_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED, OUT later INT)
  COMMENT 'Notices a write that has brought old values of a ticket back'
BEGIN
  DECLARE stale_change, earlier_change, own_change BIGINT UNSIGNED;
  DECLARE undoes_close, undoes_claim, is_certain, unchanged, locked INT DEFAULT 0;
  SET later = 0;
  INSERT INTO recent_write (change_id, ticket_id, at, connection, puts_right, old_status, new_status, old_assignee,
      new_assignee, old_closed, new_closed)
    SELECT c.id, c.ticket_id, c.at, c.connection, c.account LIKE 'ticketstock@%', c.old_status, c.new_status,
        c.old_assignee, c.new_assignee, c.old_closed, c.new_closed
      FROM due_change AS c
      WHERE c.ticket_id = this_ticket AND c.id BETWEEN first_change AND last_change AND c.kind = 'updated'
        AND NOT (c.old_status <=> c.new_status AND c.old_assignee <=> c.new_assignee AND c.old_closed <=> c.new_closed);
  IF ROW_COUNT() > 0 THEN
    SELECT MAX(c.id) INTO stale_change FROM due_change AS c
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.id = c.partner
      WHERE c.ticket_id = this_ticket AND c.id BETWEEN first_change AND last_change AND c.kind = 'updated'
        AND c.account NOT LIKE 'ticketstock@%' AND COALESCE(a.code, 'AC_TICKET_MODIFY') = 'AC_TICKET_MODIFY'
        AND @IS_ERP@ AND NOT (c.old_assignee <=> c.new_assignee AND c.old_closed <=> c.new_closed);
  END IF;
  IF stale_change IS NOT NULL THEN
    SELECT MAX(e.change_id) INTO earlier_change FROM recent_write AS w
      JOIN recent_write AS e ON e.ticket_id = w.ticket_id AND e.change_id < w.change_id
      WHERE w.change_id = stale_change;
    SELECT COALESCE(MAX(e.new_status IN (8, 9) AND e.old_status NOT IN (8, 9) AND w.old_status = e.new_status
          AND w.new_status = e.old_status AND NOT e.new_closed <=> e.old_closed AND w.new_closed <=> e.old_closed), 0),
        COALESCE(MAX(NOT e.new_assignee <=> e.old_assignee AND w.old_assignee <=> e.new_assignee
          AND w.new_assignee <=> e.old_assignee AND c.partner IS NOT NULL), 0),
        COALESCE(MAX(NOT e.new_status <=> e.old_status AND w.old_status <=> e.new_status
          AND w.new_status <=> e.old_status), 0)
      INTO undoes_close, undoes_claim, is_certain
      FROM due_change AS c JOIN recent_write AS w ON w.change_id = c.id
      JOIN recent_write AS e ON e.change_id = earlier_change
      WHERE c.id = stale_change AND e.connection <> w.connection AND NOT e.puts_right
        AND e.at >= w.at - INTERVAL 5 MINUTE;
  END IF;
  IF undoes_close OR undoes_claim THEN
    IF is_certain THEN
      SELECT COUNT(*) INTO unchanged FROM recent_write AS w
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = w.ticket_id
        WHERE w.change_id = stale_change AND t.fk_statut <=> w.new_status
          AND NULLIF(t.fk_user_assign, 0) <=> w.new_assignee AND t.date_close <=> w.new_closed;
      SELECT COUNT(*) INTO locked FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        WHERE t.rowid = this_ticket FOR UPDATE SKIP LOCKED;
      SET later = unchanged AND NOT locked, is_certain = unchanged;
    END IF;
    IF is_certain AND NOT later THEN
      UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        SET t.progress = IF(undoes_close, 100, t.progress),
          t.fk_user_assign = (SELECT w.old_assignee FROM recent_write AS w WHERE w.change_id = stale_change),
          t.date_close = (SELECT w.old_closed FROM recent_write AS w WHERE w.change_id = stale_change),
          t.fk_statut = (SELECT w.old_status FROM recent_write AS w WHERE w.change_id = stale_change)
        WHERE t.rowid = this_ticket
          AND t.fk_statut <=> (SELECT w.new_status FROM recent_write AS w WHERE w.change_id = stale_change);
      /* Whoever has called follow_tickets(), the write is ours. */
      SELECT MAX(c.id) INTO own_change FROM ticket_change AS c
        WHERE c.id > stale_change AND c.ticket_id = this_ticket AND c.connection = CONNECTION_ID();
      UPDATE ticket_change SET account = 'ticketstock@localhost' WHERE id = own_change;
    END IF;
    IF NOT later THEN
      INSERT INTO ticket_journal (ticket_id, track_id, entity, at, who, user_id, way, what, old_value, new_value, event_id,
          change_id, connection)
        SELECT j.ticket_id, j.track_id, j.entity, j.at, j.who, j.user_id, j.way, 'stale write', j.new_value,
            IF(is_certain, j.old_value, NULL), j.event_id, j.change_id, j.connection
          FROM ticket_journal AS j
          WHERE j.change_id = stale_change AND j.what = IF(undoes_close, 'status', 'assignee');
    END IF;
  END IF;
END//
DELIMITER ;

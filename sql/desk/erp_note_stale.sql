/*
 * Notices a write that has brought old values of a ticket back, puts it right once, and says so in the journal.
 *
 * What such a write is, and which are certain: erp_find_stale.sql. Put right is what is certain, with the value expected.
 *
 * this_ticket   the ticket
 * first_change  lowest number of its changes in due_change that are meant
 * last_change   highest
 * later         OUT: 1: the ERP has the ticket's row locked; nothing was done, it is to be tried later
 *
 * Reads:      llx_ticket, recent_write, ticket_change, ticket_journal
 * Writes:     llx_ticket, ticket_change, ticket_journal
 * Called by:  erp_follow_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_note_stale;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_note_stale(IN this_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED, OUT later INT)
  COMMENT 'Notices a write that has brought old values of a ticket back'
BEGIN
  DECLARE stale_change, stale_write, own_change BIGINT UNSIGNED;
  DECLARE stale_at TIMESTAMP(3);
  DECLARE undoes_close, undoes_claim, is_certain, unchanged, locked INT DEFAULT 0;
  SET later = 0;
  CALL erp_find_stale(this_ticket, first_change, last_change, stale_change, stale_write, stale_at, undoes_close, undoes_claim,
    is_certain);
  IF undoes_close OR undoes_claim THEN
    IF is_certain THEN
      SELECT COUNT(*) INTO unchanged FROM recent_write AS w
        JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = w.ticket_id
        WHERE w.number = stale_write AND t.fk_statut <=> w.new_status
          AND NULLIF(t.fk_user_assign, 0) <=> w.new_assignee AND t.date_close <=> w.new_closed;
      SELECT COUNT(*) INTO locked FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        WHERE t.rowid = this_ticket FOR UPDATE SKIP LOCKED;
      SET later = unchanged AND NOT locked, is_certain = unchanged;
    END IF;
    IF is_certain AND NOT later THEN
      UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@
        SET t.progress = IF(undoes_close, 100, t.progress),
          t.fk_user_assign = IF(undoes_claim, (SELECT w.old_assignee FROM recent_write AS w WHERE w.number = stale_write), t.fk_user_assign),
          t.date_close = IF(undoes_close, (SELECT w.old_closed FROM recent_write AS w WHERE w.number = stale_write), t.date_close),
          t.fk_statut = (SELECT w.old_status FROM recent_write AS w WHERE w.number = stale_write)
        WHERE t.rowid = this_ticket
          AND t.fk_statut <=> (SELECT w.new_status FROM recent_write AS w WHERE w.number = stale_write);
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
          WHERE j.change_id = stale_change AND j.ticket_id = this_ticket AND j.at = stale_at
            AND j.what = IF(undoes_close, 'status', 'assignee');
    END IF;
  END IF;
END//
DELIMITER ;

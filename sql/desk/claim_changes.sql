/*
 * Copies the next 50 changes that are committed and wait to due_change: what one transaction applies. A change of a
 * ticket's row gets a partner: the event that the same connection has written about it, before or after, which says who
 * it was. A ticket of which a lower change was committed since this turn has passed it, or was left for later, waits for the
 * next turn: its changes are applied in order.
 *
 * seen    IN: number of the last change that this turn has looked at; OUT: the last of these
 * due     OUT: how many there are
 * lowest  OUT: number of the first of these; NULL: there is none
 *
 * READ COMMITTED: INSERT … SELECT locks nothing then, and waits for no open movement.
 *
 * Reads:      due_change, due_event, ticket_change
 * Writes:     due_change, due_event
 * Called by:  run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS claim_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE claim_changes(INOUT seen BIGINT UNSIGNED, OUT due INT,
  OUT lowest BIGINT UNSIGNED)
  COMMENT 'Copies the next changes to due_change'
BEGIN
  CALL begin_changes();
  DELETE FROM due_change WHERE id > 0;
  DELETE FROM due_event WHERE id > 0;
  INSERT INTO due_change
    SELECT c.*, NULL FROM ticket_change AS c WHERE c.id > seen AND c.incident_id IS NULL
      AND c.ticket_id NOT IN (SELECT e.ticket_id FROM ticket_change AS e WHERE e.id <= seen AND e.incident_id IS NULL)
      ORDER BY c.id LIMIT 50;
  SELECT COUNT(*), MIN(d.id), COALESCE(MAX(d.id), seen) INTO due, lowest, seen FROM due_change AS d;
  IF due > 0 THEN
    /* Beyond the last of them too: its event may be among the next. */
    INSERT INTO due_event
      SELECT e.id, e.ticket_id, e.connection, e.event_id FROM ticket_change AS e
        WHERE e.id BETWEEN lowest AND seen + 50 AND e.kind = 'event';
    UPDATE due_change AS d SET d.partner = (SELECT e.event_id FROM due_event AS e
        WHERE e.ticket_id = d.ticket_id AND e.connection = d.connection
        ORDER BY e.id < d.id, IF(e.id < d.id, d.id - e.id, e.id - d.id) LIMIT 1)
      WHERE d.kind IN ('updated', 'deleted');
  END IF;
  COMMIT;
END//
DELIMITER ;

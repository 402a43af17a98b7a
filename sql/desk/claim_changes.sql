/*
 * Copies the next 200 changes that are committed and wait to due_change; none where they had to be renumbered first. A change of a ticket's row gets a partner: the
 * event that the same connection has written about it, before or after, which says who it was.
 *
 * seen  IN: number of the last change that this turn has looked at; OUT: the last of these
 * due   OUT: how many there are
 *
 * READ COMMITTED: INSERT … SELECT locks nothing then, and waits for no open movement.
 *
 * Reads:      due_change, ticket_change, ticket_journal
 * Writes:     due_change
 * Called by:  run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS claim_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE claim_changes(INOUT seen BIGINT UNSIGNED, OUT due INT)
  COMMENT 'Copies the next changes to due_change'
BEGIN
  DELETE FROM due_change WHERE id > 0;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  INSERT INTO due_change
    SELECT c.*, IF(c.kind IN ('updated', 'deleted'), (SELECT e.event_id FROM ticket_change AS e
          WHERE e.id BETWEEN IF(c.id > 50, c.id - 50, 0) AND c.id + 50 AND e.kind = 'event' AND e.ticket_id = c.ticket_id
            AND e.connection = c.connection
          ORDER BY e.id < c.id, IF(e.id < c.id, c.id - e.id, e.id - c.id) LIMIT 1), NULL)
      FROM ticket_change AS c WHERE c.id > seen AND c.incident_id IS NULL ORDER BY c.id LIMIT 200;
  COMMIT;
  SELECT COUNT(*) INTO due FROM due_change AS d JOIN ticket_journal AS j ON j.change_id = d.id;
  IF due > 0 THEN
    CALL renumber_changes();
    DELETE FROM due_change WHERE id > 0;
  END IF;
  SELECT COUNT(*), COALESCE(MAX(d.id), seen) INTO due, seen FROM due_change AS d;
END//
DELIMITER ;

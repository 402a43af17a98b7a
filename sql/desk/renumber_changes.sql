/*
 * Gives the changes in due_change numbers above all that the journal has: ticket_change was emptied by TRUNCATE or made
 * anew, and counts from 1 again. Those to come are numbered above them.
 *
 * Reads:      due_change, recent_write, ticket_change, ticket_journal
 * Writes:     ticket_change
 * Called by:  claim_changes
 * Internal
 */
DROP PROCEDURE IF EXISTS renumber_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE renumber_changes()
  COMMENT 'Gives changes numbers above those of the journal'
BEGIN
  DECLARE top, last_seen BIGINT UNSIGNED;
  SELECT GREATEST(COALESCE(MAX(j.change_id), 0), COALESCE((SELECT MAX(w.change_id) FROM recent_write AS w), 0)) INTO top
    FROM ticket_journal AS j;
  SELECT MAX(d.id) INTO last_seen FROM due_change AS d;
  CALL begin_changes();
  UPDATE due_change AS d STRAIGHT_JOIN ticket_change AS c ON c.id = d.id SET c.id = c.id + top;
  /* A row with a number of its own lifts the counter, also when it goes. */
  INSERT INTO ticket_change (id, kind, erp_schema, ticket_id, account, connection)
    SELECT top + last_seen + 1, 'event', MAX(d.erp_schema), 0, '', 0 FROM due_change AS d;
  DELETE FROM ticket_change WHERE id = top + last_seen + 1;
  COMMIT;
END//
DELIMITER ;

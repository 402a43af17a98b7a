/*
 * Makes desk_ticket again from the ERP's rows, in small steps: after it was damaged or emptied, or when health_check()
 * says that it differs. Bookings go on meanwhile, and changes are followed. What it has not done when it is stopped the
 * event follow_tickets does.
 *
 * Returns a row: how many tickets desk_ticket has now. A ticket that cannot be read holds up no other; the error at the
 * end names one. Refused inside a transaction: it commits.
 *
 * Reads:      desk_state, desk_ticket, ticket_change
 * Writes:     desk_state
 * Public
 */
DROP PROCEDURE IF EXISTS rebuild_desk;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE rebuild_desk()
  COMMENT 'Makes desk_ticket again from the ERP''s rows'
BEGIN
  DECLARE unfilled, unreadable, its_incident INT;
  DECLARE problem VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL require_no_transaction();
  INSERT INTO desk_state (number, fill_below) VALUES (1, 2147483647)
    ON DUPLICATE KEY UPDATE fill_below = VALUES(fill_below), last_error = NULL;
  COMMIT;
  REPEAT
    CALL follow_tickets();
    SELECT COUNT(fill_below), MAX(last_error) INTO unfilled, problem FROM desk_state WHERE number = 1;
    COMMIT;
    IF problem IS NOT NULL THEN
      CALL refuse(problem);
    ELSEIF @@GLOBAL.read_only THEN
      CALL refuse('The server is read-only: rebuild the desk on the one that the ERP writes to.');
    END IF;
    /* Where the event's turn is at work, this one has done nothing. */
    DO IF(unfilled, SLEEP(0.05), 0);
  UNTIL NOT unfilled END REPEAT;
  SELECT COUNT(*) AS tickets FROM desk_ticket;
  SELECT MIN(c.ticket_id), MIN(c.incident_id) INTO unreadable, its_incident FROM ticket_change AS c
    WHERE c.kind = 'reread' AND c.incident_id IS NOT NULL;
  COMMIT;
  IF unreadable IS NOT NULL THEN
    CALL refuse(CONCAT('All tickets are read but those with incidents: ticket ', unreadable, ', incident ', its_incident,
      '. Then retry_incident().'));
  END IF;
END//
DELIMITER ;

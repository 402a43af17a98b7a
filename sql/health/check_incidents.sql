/*
 * health_check's part on incidents that are open: movements without a ticket, changes that are not followed.
 *
 * Reads:      incident
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_incidents;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_incidents()
  COMMENT 'Part of health_check: incidents'
BEGIN
  INSERT INTO finding
    SELECT 'error', 'incident', CONCAT('Movement ', movement_id, IF(message LIKE 'Its goods are not counted:%', '. ', ' opened no ticket: '), message),
        CONCAT('CALL @TICKETSTOCK_SCHEMA@.retry_incident(', id, ')'), 'Once the cause is removed.'
      FROM incident WHERE resolved_at IS NULL AND movement_id IS NOT NULL ORDER BY id DESC LIMIT 20;
  INSERT INTO finding
    SELECT 'error', 'incident', CONCAT('A change of ticket ', ticket_id, ' cannot be followed: ', message),
        CONCAT('CALL @TICKETSTOCK_SCHEMA@.retry_incident(', id, ')'), 'Once the cause is removed.'
      FROM incident WHERE resolved_at IS NULL AND ticket_id IS NOT NULL ORDER BY id DESC LIMIT 20;
END//
DELIMITER ;

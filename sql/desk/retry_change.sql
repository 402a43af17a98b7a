/*
 * Lets follow_tickets() try once more the change that an incident is about, and resolves the incident: a change that
 * still cannot be followed gets another one.
 *
 * this_incident  incident.id
 *
 * Writes:     incident, ticket_change
 * Called by:  retry_incident
 * Internal
 */
DROP PROCEDURE IF EXISTS retry_change;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_change(IN this_incident BIGINT UNSIGNED)
  COMMENT 'Lets the change of an incident be followed once more'
BEGIN
  START TRANSACTION;
  UPDATE ticket_change SET incident_id = NULL WHERE incident_id = this_incident;
  UPDATE incident SET resolved_at = CURRENT_TIMESTAMP(3) WHERE id = this_incident;
  COMMIT;
END//
DELIMITER ;

/*
 * Lets follow_tickets() count the movement once more that an incident is about, and resolves the incident: one that still
 * cannot be counted gets another.
 *
 * this_incident  incident.id
 * waits          OUT: 1: there is such a movement; 0: the incident is about something else, nothing was done
 *
 * Reads:      stock_change
 * Writes:     incident, stock_change
 * Called by:  retry_incident
 * Internal
 */
DROP PROCEDURE IF EXISTS retry_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_goods(IN this_incident BIGINT UNSIGNED, OUT waits INT)
  COMMENT 'Lets the movement of an incident be counted once more'
BEGIN
  SELECT COUNT(*) INTO waits FROM stock_change AS c WHERE c.incident_id = this_incident;
  IF waits THEN
    START TRANSACTION;
    UPDATE stock_change SET incident_id = NULL WHERE incident_id = this_incident;
    UPDATE incident SET resolved_at = CURRENT_TIMESTAMP(3) WHERE id = this_incident;
    COMMIT;
  END IF;
END//
DELIMITER ;

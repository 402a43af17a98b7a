/*
 * Opens the tickets of movements that were booked while TicketStock was being installed: between the library's old
 * functions and the new ones there is a moment without. And those of the day before for which the server, not a rule, was
 * to blame: a run before this one may have stopped half way, or this one has repaired what was damaged.
 *
 * began  when the installation began, in the session's zone. What cannot be opened stays an incident
 *
 * Reads:      incident
 * Called by:  install.sql
 * Internal
 */
DROP PROCEDURE IF EXISTS retry_since;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_since(IN began TIMESTAMP(3))
  COMMENT 'Opens the tickets of incidents since a moment'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_incident BIGINT UNSIGNED;
  DECLARE open_incidents CURSOR FOR
    SELECT MAX(id) FROM incident WHERE resolved_at IS NULL AND (happened_at >= began OR happened_at >= began - INTERVAL 1 DAY
        AND (COALESCE(error_number, 0) <> 1644 OR message LIKE 'The warehouse% not prepared%'))
      GROUP BY movement_id, ticket_id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN open_incidents;
  FETCH open_incidents INTO this_incident;
  WHILE NOT ended DO
    BEGIN
      DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
      CALL retry_incident(this_incident);
    END;
    FETCH open_incidents INTO this_incident;
  END WHILE;
  CLOSE open_incidents;
END//
DELIMITER ;
CALL retry_since(@ticketstock_began);

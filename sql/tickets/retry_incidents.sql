/*
 * Does what retry_incident() does for all open incidents of one cause: those whose message is the same as this one's but for its
 * numbers, as incident_overview has them in a row. The oldest first.
 *
 * this_incident  incident.id, one of them
 *
 * Returns a row with repaired (how many), still_open, and why the last of these is. Error 45000 if there is no such open
 * incident. Refused inside a transaction: it commits.
 *
 * Reads:      incident
 * Public
 */
DROP PROCEDURE IF EXISTS retry_incidents;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_incidents(IN this_incident BIGINT UNSIGNED)
  COMMENT 'Opens the tickets of all incidents of one cause after repair'
BEGIN
  DECLARE repaired, still_open, is_open, of_movement INT DEFAULT 0;
  DECLARE next_incident, last_incident, candidate BIGINT UNSIGNED DEFAULT 0;
  DECLARE this_cause, reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET candidate = NULL;
  CALL require_no_transaction();
  SELECT COUNT(*), MAX(i.ticket_id IS NULL), MAX(REGEXP_REPLACE(i.message, '[0-9]+', '0')) INTO is_open, of_movement, this_cause
    FROM incident AS i WHERE i.id = this_incident AND i.resolved_at IS NULL;
  IF is_open = 0 THEN
    CALL refuse(CONCAT('There is no open incident ', COALESCE(this_incident, 'NULL'), ': see view incident_overview.'));
  END IF;
  SELECT MAX(i.id) INTO last_incident FROM incident AS i;
  WHILE next_incident IS NOT NULL DO
    /* One row at a time: MIN() would read all that are open each time. */
    SET candidate = NULL; /* where max_error_count is 0 no condition is set */
    SELECT i.id INTO candidate FROM incident AS i
      WHERE i.resolved_at IS NULL AND i.id > next_incident AND i.id <= last_incident AND (i.ticket_id IS NULL) = of_movement
        AND REGEXP_REPLACE(i.message, '[0-9]+', '0') = this_cause ORDER BY i.id LIMIT 1;
    SET next_incident = candidate;
    IF next_incident IS NOT NULL THEN
      BEGIN
        DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
        DECLARE EXIT HANDLER FOR SQLEXCEPTION
        BEGIN
          GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
          SET still_open = still_open + 1;
        END;
        CALL retry_incident(next_incident);
        SET repaired = repaired + 1;
      END;
    END IF;
  END WHILE;
  SELECT repaired, still_open, reason AS why;
END//
DELIMITER ;

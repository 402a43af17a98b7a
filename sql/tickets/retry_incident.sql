/*
 * Opens the ticket of an incident after the cause has been repaired.
 *
 * this_incident  incident.id
 * Error 45000 if there is no such open incident, if its warehouse is watched no more or if the
 * ticket still cannot be opened; the incident then stays open. The other incidents of the same
 * movement are resolved with it.
 */
DROP PROCEDURE IF EXISTS retry_incident;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_incident(IN this_incident BIGINT UNSIGNED)
  COMMENT 'Opens the ticket of an incident after repair'
BEGIN
  DECLARE this_movement, watching_rule, opened INT;
  DECLARE warning VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    RESIGNAL;
  END;
  SELECT MAX(movement_id) INTO this_movement FROM incident
    WHERE id = this_incident AND resolved_at IS NULL;
  IF this_movement IS NULL THEN
    CALL refuse(CONCAT('There is no open incident ', this_incident, ': see table incident.'));
  END IF;
  CALL erp_find_rule(this_movement, watching_rule);
  IF watching_rule IS NULL THEN
    CALL refuse(CONCAT('Movement ', this_movement,
      ' is gone or its warehouse is watched by no enabled rule.'));
  END IF;
  CALL prepare_numbers();
  START TRANSACTION;
  SELECT COUNT(*) INTO opened FROM opened_ticket WHERE movement_id = this_movement;
  IF opened = 0 THEN
    CALL erp_retry_movement(this_movement, watching_rule, warning);
    IF warning IS NOT NULL THEN
      INSERT INTO incident (movement_id, sql_state, message, resolved_at) VALUES (this_movement, '01000', warning, NOW(3));
    END IF;
  END IF;
  UPDATE incident SET resolved_at = NOW(3)
    WHERE movement_id = this_movement AND resolved_at IS NULL;
  COMMIT;
END//
DELIMITER ;

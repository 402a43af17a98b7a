/*
 * Keeps why a movement's ticket could not be opened, or, where setting on_error says refuse, raises
 * it. A failure to write the incident is swallowed: not even that may stop the movement.
 */
DROP PROCEDURE IF EXISTS record_incident;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_incident(
  IN this_movement INT, IN state CHAR(5) CHARACTER SET utf8mb4, IN error INT,
  IN reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Keeps, or raises, why a ticket could not be opened'
BEGIN
  DECLARE policy VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
    SELECT MAX(value) INTO policy FROM setting WHERE entity = 0 AND name = 'on_error';
    IF COALESCE(policy, 'record') <> 'refuse' THEN
      INSERT INTO incident (movement_id, sql_state, error_number, message)
        VALUES (this_movement, state, error, reason);
    END IF;
  END;
  IF policy = 'refuse' THEN
    CALL refuse(reason);
  END IF;
END//
DELIMITER ;

/*
 * Keeps why a movement's ticket could not be opened, or, where setting on_error of the warehouse's
 * entity says refuse, raises it. A failure to write the incident is swallowed: not even that may stop the movement.
 */
DROP PROCEDURE IF EXISTS record_incident;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_incident(
  IN this_movement INT, IN state CHAR(5) CHARACTER SET utf8mb4, IN error INT,
  IN reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Keeps, or raises, why a ticket could not be opened'
BEGIN
  DECLARE this_entity INT;
  DECLARE policy VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION SET policy = 'record';
    CALL erp_movement_entity(this_movement, this_entity);
    SELECT COALESCE(MAX(IF(entity > 0, value, NULL)), MAX(value)) INTO policy FROM setting
      WHERE entity IN (0, this_entity) AND name = 'on_error';
  END;
  IF COALESCE(policy, 'record') <> 'refuse' THEN
    BEGIN
      DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
      INSERT INTO incident (movement_id, sql_state, error_number, message)
        VALUES (this_movement, state, error, reason);
    END;
  END IF;
  IF policy = 'refuse' THEN
    CALL refuse(reason);
  END IF;
END//
DELIMITER ;

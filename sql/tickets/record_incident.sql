/*
 * Keeps why a movement's ticket could not be opened, or, where setting on_error of the rule's entity says
 * refuse, raises it. A failure to write the incident is swallowed: not even that may stop the movement.
 *
 * state  SQLSTATE of the error; 01000: a ticket was opened, so nothing is raised and no retry is needed
 */
DROP PROCEDURE IF EXISTS record_incident;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_incident(
  IN this_movement INT, IN this_rule INT, IN state CHAR(5) CHARACTER SET utf8mb4, IN error INT,
  IN reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Keeps, or raises, why a ticket could not be opened'
BEGIN
  DECLARE policy VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT 'record';
  IF state <> '01000' THEN
    BEGIN
      DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
      SELECT COALESCE(MAX(IF(s.entity > 0, s.value, NULL)), MAX(s.value), 'record') INTO policy
        FROM setting AS s LEFT JOIN rule AS r ON r.id = this_rule
        WHERE s.entity IN (0, r.entity) AND s.name = 'on_error';
    END;
  END IF;
  IF policy = 'refuse' THEN
    CALL refuse(reason);
  ELSE
    BEGIN
      DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
      INSERT INTO incident (movement_id, sql_state, error_number, message, resolved_at)
        VALUES (this_movement, state, error, reason, IF(state = '01000', NOW(3), NULL));
    END;
  END IF;
END//
DELIMITER ;

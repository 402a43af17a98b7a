/*
 * health_check's part on a scheduler that was switched on by a statement: the library looks whether the server's options have
 * it, too. The delivery key is no parameter, which the process list would show (hand_over.sql).
 *
 * Reads:      delivery_key
 * Writes:     finding
 * Called by:  check_library
 * Internal
 */
DROP PROCEDURE IF EXISTS check_scheduler;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_scheduler()
  COMMENT 'Part of health_check: whether the scheduler will be on after a restart'
BEGIN
  DECLARE by_statement INT DEFAULT 0;
  DECLARE secret VARCHAR(255) CHARACTER SET ascii;
  DECLARE answer VARCHAR(20) CHARACTER SET utf8mb4;
  /*M! SELECT COUNT(*) INTO by_statement FROM information_schema.SYSTEM_VARIABLES AS v
    WHERE v.VARIABLE_NAME = 'EVENT_SCHEDULER' AND v.GLOBAL_VALUE_ORIGIN = 'SQL' AND v.GLOBAL_VALUE = 'ON'; */
  IF by_statement THEN
    SELECT MAX(value) INTO secret FROM delivery_key;
    /* Apart: MySQL would look at the function of the library even where it is not asked. */
    SET answer = CONVERT(ticketstock_check(secret, 'event_scheduler') USING utf8mb4);
    IF answer = 'off' THEN
      INSERT INTO finding VALUES ('warning', 'events', 'event_scheduler was switched on by a statement and stands in no option file of the server: it is off after the next restart.',
        '', 'Write the line event_scheduler = ON below [mariadbd] into the server''s option file.');
    END IF;
  END IF;
END//
DELIMITER ;

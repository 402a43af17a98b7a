/*
 * Opens the tickets of movements that left no trace, each in a transaction of its own.
 *
 * since  as for find_missed_movements()
 *
 * Returns a row with opened, and failed: those have an incident now, with the reason. At most 1,000 at a time: call it
 * until opened is 0. Refused inside a transaction: it commits.
 *
 * Reads:      missed_movement, opened_ticket
 * Writes:     incident
 * Public
 */
DROP PROCEDURE IF EXISTS open_missed;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE open_missed(IN since DATETIME)
  COMMENT 'Opens the tickets of movements that left no trace'
BEGIN
  DECLARE ended, opened, failed, present, this_movement, this_rule INT DEFAULT 0;
  DECLARE this_print INT UNSIGNED;
  DECLARE state CHAR(5) CHARACTER SET utf8mb4;
  DECLARE error INT;
  DECLARE warning, reason VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE missed CURSOR FOR SELECT d.movement_id, d.rule_id, d.print FROM missed_movement AS d ORDER BY d.movement_id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  CALL require_no_transaction();
  CALL prepare_numbers();
  COMMIT;
  CALL erp_collect_missed(COALESCE(since, CURRENT_TIMESTAMP - INTERVAL 7 DAY), NULL, 1000);
  COMMIT;
  OPEN missed;
  FETCH missed INTO this_movement, this_rule, this_print;
  WHILE NOT ended DO
    SET reason = NULL, warning = NULL;
    BEGIN
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 state = RETURNED_SQLSTATE, error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
        ROLLBACK;
        SET reason = COALESCE(reason, 'Why is not known: session variable max_error_count is 0.');
      END;
      START TRANSACTION;
      CALL erp_retry_movement(this_movement, this_rule, warning);
      IF warning IS NOT NULL THEN
        INSERT INTO incident (movement_id, movement_print, sql_state, message, resolved_at)
          VALUES (this_movement, this_print, '01000', warning, CURRENT_TIMESTAMP(3));
      END IF;
      COMMIT;
    END;
    /* Somebody else may have opened it meanwhile. */
    SELECT COUNT(*) INTO present FROM opened_ticket
      WHERE movement_id = this_movement AND COALESCE(movement_print, this_print) = this_print;
    IF reason IS NULL THEN
      SET opened = opened + present;
    ELSEIF present = 0 THEN
      INSERT INTO incident (movement_id, movement_print, sql_state, error_number, message)
        VALUES (this_movement, this_print, state, error, reason);
      SET failed = failed + 1;
    END IF;
    COMMIT;
    SET ended = 0;
    FETCH missed INTO this_movement, this_rule, this_print;
  END WHILE;
  CLOSE missed;
  DROP TEMPORARY TABLE missed_movement;
  SELECT opened, failed;
END//
DELIMITER ;

/*
 * Puts the key of new_delivery_key() in the place of the one in use, as soon as the key file opens with it: the
 * file has a line for both, so that no mail waits. A DBA's, as new_delivery_key().
 * Errors: 45000, no new key was made, or the file does not have it; the old key holds then.
 *
 * Reads:      delivery_key
 * Writes:     delivery_key
 * Public
 */
DROP PROCEDURE IF EXISTS change_delivery_key;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE change_delivery_key()
  SQL SECURITY INVOKER
  COMMENT 'Puts the key of new_delivery_key() in the place of the one in use'
BEGIN
  DECLARE logged BOOLEAN DEFAULT @@SESSION.sql_log_bin;
  DECLARE secret VARCHAR(255) CHARACTER SET ascii;
  DECLARE answer VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL require_no_transaction();
  SELECT MAX(next_value) INTO secret FROM delivery_key;
  IF secret IS NULL THEN
    CALL refuse('There is no new delivery key: CALL new_delivery_key() first.');
  END IF;
  BEGIN
    DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SET answer = NULL;
    SET answer = CONVERT(ticketstock_check(secret) USING utf8mb4);
  END;
  /* "ok, but …" on a server that does not tell who calls. */
  IF answer IS NULL OR answer NOT LIKE 'ok%' THEN
    CALL refuse('The old delivery key holds: the key file has no line yet with "key = " and delivery_key.next_value.');
  END IF;
  COMMIT;
  SET SESSION sql_log_bin = 0;
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK;
      SET SESSION sql_log_bin = logged;
      RESIGNAL;
    END;
    UPDATE delivery_key SET value = next_value, next_value = NULL WHERE next_value IS NOT NULL;
    COMMIT;
  END;
  SET SESSION sql_log_bin = logged;
  SELECT 'The new delivery key holds. Take the old line out of the key file @TICKETSTOCK_SECRETS@.' AS next_step;
END//
DELIMITER ;

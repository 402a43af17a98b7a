/*
 * Makes a new delivery key beside the one in use, which still holds: the first step of exchanging it. Where there
 * is none, as on a replica that has become the server that sends, it makes the first. A DBA's: with the rights of
 * who calls it, who must be allowed to keep it out of the binary log.
 *
 * Reads:      delivery_key
 * Writes:     delivery_key
 * Public
 */
DROP PROCEDURE IF EXISTS new_delivery_key;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE new_delivery_key()
  SQL SECURITY INVOKER
  COMMENT 'Makes a new delivery key; the one in use still holds'
BEGIN
  DECLARE logged BOOLEAN DEFAULT @@SESSION.sql_log_bin;
  DECLARE present INT;
  CALL require_no_transaction();
  SET SESSION sql_log_bin = 0;
  BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      ROLLBACK;
      SET SESSION sql_log_bin = logged;
      RESIGNAL;
    END;
    SELECT COUNT(*) INTO present FROM delivery_key;
    /* Never in a variable of this procedure: it would stand in the process list. */
    UPDATE delivery_key SET next_value = LOWER(HEX(RANDOM_BYTES(32)));
    INSERT INTO delivery_key (value) SELECT LOWER(HEX(RANDOM_BYTES(32))) FROM DUAL WHERE present = 0;
    COMMIT;
  END;
  SET SESSION sql_log_bin = logged;
  SELECT IF(present = 0, 'Write "key = " and delivery_key.value into the key file @TICKETSTOCK_SECRETS@.',
    'Append "key = " and delivery_key.next_value to the key file @TICKETSTOCK_SECRETS@, then CALL change_delivery_key().') AS next_step;
END//
DELIMITER ;

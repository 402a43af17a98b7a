/*
 * Makes ready what tickets need beforehand: the ERP's clock, the series of numbers of every entity with a rule, then
 * ready_warehouse; and finds what the ERP no longer has. The event of its name does so every few seconds, so that a
 * change in the ERP is followed soon.
 *
 * A run that is at work is waited for. Error 45000 if it takes more than a minute.
 *
 * Reads:      lock_name
 * Writes:     ready_state
 * Called by:  install.sql, keep_prepared, open_missed, retry_incident
 * Public
 */
DROP PROCEDURE IF EXISTS prepare_numbers;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_numbers()
  COMMENT 'Makes ready what tickets need beforehand: clock, series of numbers, ready_warehouse'
BEGIN
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    DO RELEASE_LOCK(guard);
    RESIGNAL;
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.prepare') INTO guard FROM lock_name;
  IF COALESCE(GET_LOCK(guard, 60), 0) = 0 THEN
    CALL refuse('Another run of prepare_numbers() has been at work for a minute: see the process list.');
  END IF;
  CALL erp_learn_clock();
  CALL prepare_entities();
  CALL prepare_rules();
  INSERT INTO ready_state (number, compared_at) VALUES (1, NOW(3))
    ON DUPLICATE KEY UPDATE compared_at = VALUES(compared_at);
  CALL erp_detach_left_overs();
  DO RELEASE_LOCK(guard);
END//
DELIMITER ;

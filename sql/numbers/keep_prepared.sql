/*
 * What the event prepare_numbers does: prepare_numbers() and follow_links(), unless a run is at work. Where the ERP is so large that one
 * takes longer than the event's interval, or waits for a lock, runs would pile up.
 *
 * Reads:      lock_name
 * Called by:  event prepare_numbers
 * Internal
 */
DROP PROCEDURE IF EXISTS keep_prepared;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE keep_prepared()
  COMMENT 'prepare_numbers() and follow_links(), unless a run of it is at work'
BEGIN
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    DO RELEASE_LOCK(guard);
    RESIGNAL;
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.prepare') INTO guard FROM lock_name;
  IF GET_LOCK(guard, 0) = 1 THEN
    CALL prepare_numbers();
    COMMIT;
    CALL follow_links();
    DO RELEASE_LOCK(guard);
  END IF;
END//
DELIMITER ;

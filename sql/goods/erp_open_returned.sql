/*
 * Opens the ticket of goods that came back and belong to none. What forbids it becomes an incident, as in the movement.
 *
 * this_movement  rowid of the movement in the ERP
 * print          what it is
 * this_rule      rule that watches its warehouse; NULL: none does any more, nothing is done
 *
 * To be called in a transaction of begin_changes().
 *
 * Writes:     incident
 * Called by:  erp_follow_movement
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_open_returned;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_open_returned(IN this_movement INT, IN print INT UNSIGNED, IN this_rule INT)
  COMMENT 'Opens the ticket of goods that came back and belong to none'
BEGIN
  DECLARE state CHAR(5) CHARACTER SET utf8mb4;
  DECLARE error INT;
  DECLARE warning, reason VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  IF this_rule IS NOT NULL THEN
    SAVEPOINT ticketstock_returned;
    BEGIN
      DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 state = RETURNED_SQLSTATE, error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
        ROLLBACK TO SAVEPOINT ticketstock_returned;
        SET warning = COALESCE(reason, 'Why is not known: session variable max_error_count is 0.');
      END;
      CALL erp_retry_movement(this_movement, this_rule, warning);
      SET state = '01000';
    END;
    RELEASE SAVEPOINT ticketstock_returned;
    IF warning IS NOT NULL THEN
      INSERT INTO incident (movement_id, movement_print, sql_state, error_number, message, resolved_at)
        VALUES (this_movement, print, state, error, warning, IF(state = '01000', SYSDATE(3), NULL));
    END IF;
  END IF;
END//
DELIMITER ;

/*
 * Opens the ticket of a movement, with contacts and queued mails, in the caller's transaction.
 *
 * this_movement  rowid of the movement
 * this_rule      rule that watches its warehouse; a disabled rule does nothing
 * The movement always wins: on an error the savepoint undoes what was written (a trigger has no
 * statement-level rollback of its own), an incident keeps the reason and the caller goes on.
 * Setting on_error = refuse raises the reason instead. Deadlocks and lock timeouts reach no handler;
 * they are the server's to report.
 */
DROP PROCEDURE IF EXISTS open_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE open_ticket(
  IN this_movement INT, IN this_rule INT)
  COMMENT 'Opens the ticket of a movement; an error becomes an incident'
BEGIN
  DECLARE state CHAR(5) CHARACTER SET utf8mb4;
  DECLARE error INT;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1
      state = RETURNED_SQLSTATE, error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
    ROLLBACK TO SAVEPOINT ticketstock_open_ticket;
    IF state <> '45000' THEN
      SET reason = CONCAT('The server would not write the ticket: ', reason, ' (error ', error,
        '). Repair the table, column, right or function that it names, then CALL retry_incident().');
    END IF;
    CALL record_incident(this_movement, this_rule, state, error, reason);
  END;
  SAVEPOINT ticketstock_open_ticket;
  CALL erp_write_ticket(this_movement, this_rule, 1);
  RELEASE SAVEPOINT ticketstock_open_ticket;
END//
DELIMITER ;

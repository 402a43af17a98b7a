/*
 * Adds a movement to the ticket of its operation, or opens that ticket with its first movement.
 *
 * An operation is what one transaction does for one rule under one inventory code or origin. Which
 * ticket that is, the session remembers in two user variables; a new transaction has another key, and
 * a ticket that was rolled back is not found, so a stale memory does no harm.
 */
DROP PROCEDURE IF EXISTS join_or_open_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE join_or_open_ticket(IN this_movement INT, IN this_rule INT)
  COMMENT 'Adds a movement to the ticket of its operation, or opens it'
BEGIN
  DECLARE this_ticket INT;
  DECLARE transaction, operation VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  CALL transaction_key(transaction);
  CALL erp_operation_key(this_movement, operation);
  SET operation = CONCAT(this_rule, ' ', transaction, ' ', operation);
  IF operation = CONVERT(@ticketstock_operation USING utf8mb4) COLLATE utf8mb4_bin THEN
    SELECT MAX(ticket_id) INTO this_ticket FROM opened_ticket
      WHERE ticket_id = CAST(@ticketstock_operation_ticket AS SIGNED) AND rule_id = this_rule;
  END IF;
  IF this_ticket IS NOT NULL THEN
    CALL erp_join_ticket(this_movement, this_ticket);
  ELSE
    CALL erp_write_ticket(this_movement, this_rule, this_ticket);
    SET @ticketstock_operation = operation, @ticketstock_operation_ticket = this_ticket;
  END IF;
END//
DELIMITER ;

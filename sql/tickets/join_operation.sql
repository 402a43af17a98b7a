/*
 * Adds a movement to the ticket of its operation, if that ticket is there.
 *
 * An operation is what one transaction does for one rule under one inventory code or origin. Which
 * ticket that is, the session remembers in two user variables; a new transaction has another key, and
 * a ticket that was rolled back is not found, so a stale memory does no harm.
 *
 * operation    INOUT: what the movements of an operation have in common; then with rule and transaction
 * this_ticket  OUT: rowid of the ticket; NULL if there is none: then whoever opens it sets both variables
 */
DROP PROCEDURE IF EXISTS join_operation;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE join_operation(
  IN this_movement INT, IN this_rule INT,
  INOUT operation VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT this_ticket INT)
  COMMENT 'Adds a movement to the ticket of its operation, if it is there'
BEGIN
  DECLARE transaction VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  CALL transaction_key(transaction);
  SET operation = CONCAT(this_rule, ' ', transaction, ' ', operation);
  IF operation = CONVERT(@ticketstock_operation USING utf8mb4) COLLATE utf8mb4_bin THEN
    SET this_ticket = CAST(@ticketstock_operation_ticket AS SIGNED);
    CALL erp_join_ticket(this_movement, this_ticket);
  END IF;
END//
DELIMITER ;

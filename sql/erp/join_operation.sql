/*
 * Adds a movement to the ticket of its operation, if that ticket is there.
 *
 * An operation is what one transaction does for one rule under one inventory code or origin. Which
 * ticket that is, the session remembers in two user variables; a new transaction has another key, and
 * a ticket that was rolled back is not found, so a stale memory does no harm. The ticket's row is the
 * transaction's own, so its update waits for nobody.
 *
 * table_head, line  of the table of movements at the end of a ticket's content, HTML
 * operation    INOUT: what the movements of an operation have in common; then with rule and transaction
 * this_ticket  OUT: rowid of the ticket; NULL if there is none: then whoever opens it sets both variables
 *
 * MySQL counts transactions in performance_schema. MariaDB has no such count, but how often the session
 * began and ended one tells the same; outside BEGIN each statement is a transaction, known by its time.
 * Each server passes over the other's comment. Without performance_schema's instrument of transactions a
 * statement is all that MySQL tells.
 */
DROP PROCEDURE IF EXISTS erp_join_operation;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_join_operation(
  IN this_movement INT, IN this_rule INT,
  IN table_head TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN line TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  INOUT operation VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT this_ticket INT)
  COMMENT 'Adds a movement to the ticket of its operation, if it is there'
BEGIN
  DECLARE transaction VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE content MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE table_end CHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '</table>';
  /*M!
  SELECT GROUP_CONCAT(VARIABLE_VALUE ORDER BY VARIABLE_NAME) INTO transaction
    FROM information_schema.SESSION_STATUS
    WHERE VARIABLE_NAME IN ('COM_BEGIN', 'COM_COMMIT', 'COM_ROLLBACK', 'COM_XA_START', 'COM_XA_COMMIT');
  SET transaction = CONCAT(transaction, ' ', IF(@@in_transaction, '', NOW(6)));
  */
  /*!80000
  SELECT MAX(EVENT_ID) INTO transaction FROM performance_schema.events_transactions_current
    WHERE THREAD_ID = PS_CURRENT_THREAD_ID();
  */
  SET operation = CONCAT(this_rule, ' ', COALESCE(transaction, NOW(6)), ' ', operation);
  IF operation = CONVERT(@ticketstock_operation USING utf8mb4) COLLATE utf8mb4_bin THEN
    SELECT MAX(t.rowid), MAX(t.message) INTO this_ticket, content
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t WHERE t.rowid = CAST(@ticketstock_operation_ticket AS SIGNED);
    IF this_ticket IS NOT NULL THEN
      /* An agent may have written below the table: then another begins. */
      UPDATE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket`
        SET message = CONCAT(IF(content LIKE '%<table class="ticketstock"%</table>',
          LEFT(content, CHAR_LENGTH(content) - CHAR_LENGTH(table_end)), CONCAT(content, table_head)), line, table_end)
        WHERE rowid = this_ticket;
      INSERT INTO grouped_movement (movement_id, ticket_id) VALUES (this_movement, this_ticket);
    END IF;
  END IF;
END//
DELIMITER ;

/*
 * Tells the session's transactions apart: the same key within one, another in the next.
 *
 * MySQL counts transactions in performance_schema. MariaDB has no such count, but how often the session
 * began and ended one tells the same; outside BEGIN each statement is a transaction, known by its time.
 * Each server passes over the other's comment. Without performance_schema's instrument of transactions a
 * statement is all that MySQL tells.
 */
DROP PROCEDURE IF EXISTS transaction_key;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE transaction_key(
  OUT transaction VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Tells the session''s transactions apart'
BEGIN
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
  SET transaction = COALESCE(transaction, NOW(6));
END//
DELIMITER ;

/*
 * Refuses (45000) to go on inside a transaction: what calls it commits, and so would book what the session has not yet
 * decided on. With autocommit = 0 any SELECT of a table begins one.
 *
 * Each server passes over the other's comment. MySQL tells by performance_schema's instrument of transactions, which is
 * on unless it was switched off; without it nothing is refused.
 *
 * Called by:  everywhere
 * Internal
 */
DROP PROCEDURE IF EXISTS require_no_transaction;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE require_no_transaction()
  COMMENT 'Refuses to go on inside a transaction'
BEGIN
  DECLARE is_open INT DEFAULT 0;
  /*M!
  SET is_open = @@in_transaction;
  */
  /*!80000
  SELECT COUNT(*) INTO is_open FROM performance_schema.events_transactions_current
    WHERE THREAD_ID = PS_CURRENT_THREAD_ID() AND STATE = 'ACTIVE' AND AUTOCOMMIT = 'NO';
  */
  IF is_open THEN
    CALL refuse('A transaction is open: COMMIT or ROLLBACK it first. (With autocommit = 0 any SELECT begins one.)');
  END IF;
END//
DELIMITER ;

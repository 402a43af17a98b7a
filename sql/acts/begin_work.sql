/*
 * Begins what is to be done wholly or not at all: a transaction of its own, or a savepoint in the caller's.
 *
 * owns  OUT: 1: it is a transaction of its own
 *
 * Whether one is open is told by a savepoint, which outside of a transaction is gone at once (1305); with autocommit = 0
 * one is. Its own is READ COMMITTED: who waited for a row sees what the other has written, and MariaDB 11.8 does not end it
 * (1020).
 *
 * Called by:  assign_ticket, claim_ticket, close_ticket, create_ticket, link_tickets, reopen_ticket, reply_ticket,
 *             unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS begin_work;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE begin_work(OUT owns INT)
  COMMENT 'Begins a transaction, or a savepoint in the caller''s'
BEGIN
  CALL prepare_session();
  SET owns = 0;
  BEGIN
    DECLARE EXIT HANDLER FOR 1305 SET owns = 1;
    SAVEPOINT ticketstock_act;
    RELEASE SAVEPOINT ticketstock_act;
  END;
  IF owns THEN
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SAVEPOINT ticketstock_own;
  ELSE
    SAVEPOINT ticketstock_act;
  END IF;
END//
DELIMITER ;

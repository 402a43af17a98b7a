/*
 * Ends what begin_work() has begun: COMMIT, or the caller's transaction goes on.
 *
 * owns  of begin_work()
 *
 * Called by:  assign_ticket, claim_ticket, close_ticket, create_ticket, link_tickets, reopen_ticket, reply_ticket,
 *             set_type_policy, unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS end_work;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE end_work(IN owns INT)
  COMMENT 'Ends what begin_work() has begun'
BEGIN
  IF owns THEN
    COMMIT AND NO CHAIN NO RELEASE;
  ELSE
    RELEASE SAVEPOINT ticketstock_act;
  END IF;
END//
DELIMITER ;

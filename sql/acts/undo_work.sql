/*
 * Undoes what was done since begin_work(), and nothing else of the caller's transaction.
 *
 * owns  of begin_work(); NULL: nothing was begun
 *
 * Called by:  assign_ticket, claim_ticket, close_ticket, create_ticket, link_tickets, reopen_ticket, reply_ticket,
 *             set_type_policy, unclaim_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS undo_work;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE undo_work(IN owns INT)
  COMMENT 'Undoes what was done since begin_work()'
BEGIN
  /* The server has rolled back the whole transaction. */
  DECLARE CONTINUE HANDLER FOR 1305 BEGIN END;
  IF owns THEN
    ROLLBACK AND NO CHAIN NO RELEASE;
  ELSEIF owns = 0 THEN
    ROLLBACK TO SAVEPOINT ticketstock_act;
    RELEASE SAVEPOINT ticketstock_act;
  END IF;
END//
DELIMITER ;

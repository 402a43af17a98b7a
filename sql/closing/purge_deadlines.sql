/*
 * Deletes steps of tickets that happened long ago and that nobody asks for any more: of earlier episodes, and of closed
 * tickets; but for a late word's linked ticket (successor), and a closing by goods while their lines are there: those who come
 * back open the ticket again. Then what is left of tickets that are gone. 1,000 rows a transaction.
 *
 * days  since when, in days
 *
 * Reads:      desk_ticket, goods_due
 * Writes:     ticket_deadline
 * Called by:  delete_old_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS purge_deadlines;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE purge_deadlines(IN days INT)
  COMMENT 'Deletes steps of tickets that happened long ago'
BEGIN
  DECLARE step_rows INT;
  REPEAT
    CALL begin_changes();
    DELETE FROM ticket_deadline WHERE done_at < SYSDATE(3) - INTERVAL days DAY
        AND (NOT EXISTS (SELECT 1 FROM desk_ticket AS k WHERE k.ticket_id = ticket_deadline.ticket_id)
          OR EXISTS (SELECT 1 FROM desk_ticket AS k WHERE k.ticket_id = ticket_deadline.ticket_id AND (k.episode > ticket_deadline.episode
            OR k.state = 'closed' AND k.closed_at < SYSDATE(3) - INTERVAL days DAY AND ticket_deadline.step <> 'successor'
              AND NOT (ticket_deadline.step = 'goods_left' AND EXISTS (SELECT 1 FROM goods_due AS g WHERE g.ticket_id = k.ticket_id)))))
      ORDER BY done_at LIMIT 1000;
    SET step_rows = ROW_COUNT();
    COMMIT;
  UNTIL step_rows < 1000 END REPEAT;
END//
DELIMITER ;

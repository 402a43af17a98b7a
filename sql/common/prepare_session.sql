/*
 * Makes sure that a session is as a call of ours that writes needs it.
 *
 * What a call before has left open that was killed (KILL QUERY, max_statement_time) is undone: servers call no handler then, so
 * the transaction that it had begun goes on, and whatever the session does next would be part of it and never be committed.
 * A savepoint, which begin_work() and begin_changes() set, tells it from one of the caller's.
 *
 * Error 45000 if the session has set insert_id, which any account may: it would choose the number of our next row, and
 * after the highest there is none for anybody. Of a clock that it has set (timestamp) it is taken back.
 *
 * Called by:  begin_work, create_guest_ticket, new_guest_link, reply_as_guest
 * Internal
 */
DROP PROCEDURE IF EXISTS prepare_session;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE prepare_session()
  COMMENT 'Makes sure that a session is as a call of ours needs it'
BEGIN
  IF @@SESSION.insert_id > 0 THEN
    CALL refuse('This session has set insert_id, which chooses the numbers of rows: connect anew.');
  END IF;
  IF ABS(TIMESTAMPDIFF(SECOND, NOW(), SYSDATE())) > 60 THEN
    SET timestamp = DEFAULT;
  END IF;
  BEGIN
    DECLARE EXIT HANDLER FOR 1305 BEGIN END;
    ROLLBACK TO SAVEPOINT ticketstock_own;
    ROLLBACK AND NO CHAIN NO RELEASE;
  END;
END//
DELIMITER ;

/*
 * After the clock was set back: brings along what lies ahead of it, so that nothing waits until it has caught up. Each
 * wait keeps its length: the pauses of mails and relays, the leases of lanes, what counts for the limits of relays, the
 * pauses of closings, the windows of what is told to users together; what is told daily keeps its hour, by whole days.
 *
 * How far the clock was set back is told by the newest heartbeat of a lane, which is written every 20 s at least. A
 * mail that somebody has put off by a due_at later than every pause keeps it.
 * Rows of open movements are waited for: they too have a due_at of the old clock.
 *
 * Reads:      lane_state, setting
 * Writes:     lane_state, mail_decision, mail_outbox, ready_state, relay_refusal, relay_state, relay_use,
 *             ticket_deadline
 * Called by:  heartbeat
 * Internal
 */
DROP PROCEDURE IF EXISTS follow_clock;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE follow_clock()
  COMMENT 'Brings along what lies ahead after the clock was set back'
BEGIN
  DECLARE right_now, newest TIMESTAMP(3);
  DECLARE ahead, longest_pause BIGINT;
  SELECT @SETTING_retry_longest_seconds@ INTO longest_pause;
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  /* Of lanes that notice it at the same time one does the work. */
  SELECT MAX(heartbeat_at) INTO newest FROM lane_state FOR UPDATE;
  SET right_now = SYSDATE(3), ahead = TIMESTAMPDIFF(MICROSECOND, right_now, newest);
  IF ahead > 60000000 THEN
    UPDATE mail_outbox SET due_at = due_at - INTERVAL ahead MICROSECOND
      WHERE state IN ('pending', 'sending') AND due_at > right_now
        /* The last heartbeat may be 30 s old, a pause a quarter longer than the setting says. */
        AND due_at <= newest + INTERVAL 30 + longest_pause * 5 DIV 4 SECOND;
    UPDATE mail_outbox SET lease_until = lease_until - INTERVAL ahead MICROSECOND
      WHERE state = 'sending' AND lease_until > right_now + INTERVAL 60 SECOND;
    UPDATE mail_decision SET goes_at = goes_at - INTERVAL IF(how = 'window', ahead, ahead DIV 86400000000 * 86400000000) MICROSECOND
      WHERE mail_id IS NULL AND goes_at > right_now;
    /* Closings that wait for their pause, and what was put off: counted from the clock of then. */
    UPDATE ticket_deadline SET due_at = due_at - INTERVAL ahead MICROSECOND
      WHERE done_at IS NULL AND due_at > newest - INTERVAL 30 SECOND AND step IN ('goods_left', 'document', 'assign');
    UPDATE relay_state SET retry_at = retry_at - INTERVAL ahead MICROSECOND,
      last_error_at = LEAST(last_error_at, right_now)
      WHERE retry_at > right_now;
    UPDATE relay_refusal SET retry_at = retry_at - INTERVAL ahead MICROSECOND WHERE retry_at > right_now;
    UPDATE relay_use SET used_at = used_at - INTERVAL ahead MICROSECOND WHERE used_at > right_now;
    UPDATE ready_state SET compared_at = right_now WHERE number = 1 AND compared_at > right_now;
    UPDATE lane_state SET heartbeat_at = LEAST(heartbeat_at, right_now), last_sent_at = LEAST(last_sent_at, right_now),
        last_error_at = LEAST(last_error_at, right_now) WHERE lane >= 0;
  END IF;
  COMMIT;
END//
DELIMITER ;

/*
 * Takes what is due of tickets: closes those that are done, reminds of those that are not. What the event of its name does
 * every ten seconds. Where a turn is at work it does nothing. Refused inside a transaction: it commits.
 *
 * Small on purpose, as follow_tickets().
 *
 * Reads:      ticket_deadline, type_policy
 * Public
 */
DROP PROCEDURE IF EXISTS follow_deadlines;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE follow_deadlines()
  COMMENT 'Takes what is due of tickets: closings, reminders'
BEGIN
  DECLARE right_now TIMESTAMP(3);
  @BEGIN_TURN@;
  SET right_now = SYSDATE(3);
  SELECT COUNT(*) INTO waiting FROM (SELECT 1 FROM ticket_deadline AS d WHERE d.done_at IS NULL AND d.due_at <= right_now LIMIT 1) AS w;
  IF NOT waiting THEN
    /* A policy that is new, or no longer there. */
    SELECT COUNT(*) INTO waiting FROM (SELECT 1 FROM type_policy AS p WHERE p.asked_at IS NOT NULL
      UNION ALL SELECT 1 FROM ticket_deadline AS d WHERE d.done_at IS NULL LIMIT 1) AS w;
  END IF;
  @TURN_OF_run_deadlines@;
  SET time_zone = zone;
END//
DELIMITER ;

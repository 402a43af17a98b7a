/*
 * Follows what was done to tickets, for at most ten seconds: what the event of its name does every second. Where a turn
 * is at work it does nothing. Then what waits to be told to users and is due. Refused inside a transaction: it commits.
 *
 * Small on purpose: an event begins with an empty cache of routines, so an idle turn costs what has to be read and
 * parsed for it.
 *
 * Reads:      desk_state, mail_decision, ticket_change
 * Called by:  rebuild_desk
 * Public
 */
DROP PROCEDURE IF EXISTS follow_tickets;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE follow_tickets()
  COMMENT 'One turn of following what is done to tickets, if there is something to do'
BEGIN
  DECLARE now_is TIMESTAMP(3);
  @BEGIN_TURN@;
  SELECT COUNT(*) INTO waiting FROM (SELECT 1 FROM ticket_change WHERE incident_id IS NULL LIMIT 1) AS w;
  IF NOT waiting THEN
    SELECT COUNT(*) INTO waiting FROM desk_state WHERE fill_below IS NOT NULL;
  END IF;
  IF NOT waiting THEN
    CALL goods_wait(waiting);
  END IF;
  @TURN_OF_run_following@;
  SET now_is = SYSDATE(3);
  SELECT COUNT(*) INTO waiting FROM (SELECT 1 FROM mail_decision AS d WHERE d.mail_id IS NULL AND d.goes_at <= now_is LIMIT 1) AS w;
  @TURN_OF_run_digests@;
  SET time_zone = zone;
END//
DELIMITER ;

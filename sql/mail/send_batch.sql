/*
 * Sends the mails that a lane has claimed, all of one entity, to a relay and records what became of each.
 *
 * untried  OUT: how many of them the relay was not asked to take: they did not fit into the batch, or the session ended
 *          before their turn
 */
DROP PROCEDURE IF EXISTS send_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE send_batch(
  IN this_lane INT, IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT untried INT)
  COMMENT 'Sends the claimed mails of a lane'
BEGIN
  DECLARE outcomes LONGTEXT CHARACTER SET utf8mb4;
  SET untried = 0;
  CALL erp_fill_batch(this_entity);
  CALL settle_batch(this_lane);
  CALL hand_over(this_entity, this_relay, outcomes);
  DROP TEMPORARY TABLE mail_batch;
  IF outcomes IS NOT NULL THEN
    CALL record_outcomes(this_lane, this_entity, this_relay, outcomes, untried);
  END IF;
END//
DELIMITER ;

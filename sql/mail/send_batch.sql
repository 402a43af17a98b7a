/*
 * Sends the mails that a lane has claimed, all of one entity, to a relay and records what became of each.
 */
DROP PROCEDURE IF EXISTS send_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE send_batch(
  IN this_lane INT, IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Sends the claimed mails of a lane'
BEGIN
  DECLARE outcomes LONGTEXT CHARACTER SET utf8mb4;
  CALL erp_fill_batch(this_entity);
  CALL settle_batch(this_lane);
  CALL hand_over(this_entity, this_relay, outcomes);
  DROP TEMPORARY TABLE mail_batch;
  IF outcomes IS NOT NULL THEN
    CALL record_outcomes(this_lane, this_entity, this_relay, outcomes);
  END IF;
END//
DELIMITER ;

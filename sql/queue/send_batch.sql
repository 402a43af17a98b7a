/*
 * Sends the mails that a lane has claimed, all of one entity, to a relay and records what became of each.
 *
 * this_lane     number of the lane, 1 to 16
 * this_entity   entity of all the mails
 * this_relay    name of the relay
 * this_journal  name of the lane's journals (udf/core/journal.h)
 * this_claim    claim of the mails
 * claimed_at    when they were claimed
 * untried       OUT: how many of them the relay was not asked to take: they did not fit into the batch, or the session
 *               ended before their turn
 *
 * After an error the journal, if there is one, says what was sent; if not, the relay was not asked, and the mails are
 * put back.
 *
 * Called by:  run_lane
 * Internal
 */
DROP PROCEDURE IF EXISTS send_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE send_batch(
  IN this_lane INT, IN this_entity INT, IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_journal VARCHAR(100) CHARACTER SET ascii, IN this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin,
  IN claimed_at TIMESTAMP(3), OUT untried INT)
  COMMENT 'Sends the claimed mails of a lane'
BEGIN
  DECLARE outcomes LONGTEXT CHARACTER SET utf8mb4;
  DECLARE is_over INT;
  SET untried = 0;
  BEGIN
    DECLARE open_claims TEXT CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
      ROLLBACK;
      CALL settle_left_over(this_lane, this_journal, open_claims);
      CALL put_back_batch(this_claim);
      CALL refuse(reason);
    END;
    CALL put_off_alerts(this_claim);
    CALL erp_fill_batch(this_entity);
    CALL settle_batch(this_claim);
    CALL renew_lease(this_claim, claimed_at);
    CALL hand_over(this_entity, this_relay, this_journal, this_claim, outcomes);
  END;
  DROP TEMPORARY TABLE mail_batch;
  IF outcomes IS NOT NULL THEN
    CALL record_outcomes(this_lane, this_entity, this_relay, this_claim, 0, outcomes, untried, is_over);
    IF is_over THEN
      CALL forget_journal(this_journal, this_claim);
    END IF;
  END IF;
END//
DELIMITER ;

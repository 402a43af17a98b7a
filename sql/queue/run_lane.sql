/*
 * One turn of a delivery lane: sends what is due, for at most ten seconds, then one session's time
 * (20 s). The lock guards against overlap. Batches grow while the relay is quick, since a session has a price, and all
 * of a batch is tried, since large mails do not fit into one; they shrink where the relay is slow, so that other lanes
 * have their share and a session does not run into its limit.
 *
 * this_lane  number of the lane, 1 to 16
 *
 * What journals of the lane say comes first: mails may have gone out without a record, and must not go out again.
 * An error ends the turn and is kept in lane_state. Not to be called inside a transaction: it commits.
 *
 * Reads:      mail_outbox, setting
 * Writes:     lane_state
 * Called by:  deliver_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS run_lane;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE run_lane(IN this_lane INT)
  COMMENT 'One turn of a delivery lane'
BEGIN
  DECLARE until_when TIMESTAMP(3) DEFAULT SYSDATE(3) + INTERVAL 10 SECOND;
  DECLARE relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_entity, claimed, untried, open_mails INT;
  DECLARE wanted INT DEFAULT 50;
  DECLARE began TIMESTAMP(3);
  DECLARE held VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE lane_lock VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE this_journal VARCHAR(100) CHARACTER SET ascii;
  DECLARE open_claims TEXT CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE reason, refusal VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    ROLLBACK;
    INSERT INTO lane_state (lane, last_error, last_error_at) VALUES (this_lane, reason, SYSDATE(3))
      ON DUPLICATE KEY UPDATE last_error = VALUES(last_error), last_error_at = VALUES(last_error_at);
    COMMIT;
    DO IF(lane_lock IS NULL, 0, RELEASE_LOCK(lane_lock));
  END;
  CALL lane_names(this_lane, lane_lock, this_journal);
  IF GET_LOCK(lane_lock, 0) = 1 THEN
    SELECT COUNT(*) INTO open_mails FROM (SELECT 1 FROM mail_outbox WHERE state IN ('pending', 'sending') LIMIT 1) AS o;
    IF open_mails THEN
      CALL settle_left_over(this_lane, this_journal, open_claims);
      CALL take_over_mail(this_lane, open_claims);
    END IF;
    REPEAT
      CALL heartbeat(this_lane);
      SET claimed = 0, this_entity = NULL;
      SELECT @SETTING_mail_held@ INTO held;
      IF NOT @IS_HELD@ THEN
        CALL choose_batch(this_entity, relay, refusal);
      END IF;
      IF this_entity IS NOT NULL THEN
        SET began = SYSDATE(3);
        CALL claim_mail(this_lane, this_entity, relay, wanted, claimed, this_claim);
        IF claimed > 0 AND refusal IS NULL THEN
          CALL send_batch(this_lane, this_entity, relay, this_journal, this_claim, began, untried);
          SET wanted = CASE WHEN SYSDATE(3) < began + INTERVAL 1 SECOND AND untried = 0 THEN LEAST(wanted * 4, 4000)
            WHEN SYSDATE(3) > began + INTERVAL 4 SECOND THEN GREATEST(wanted DIV 2, 10) ELSE wanted END;
        ELSEIF claimed > 0 THEN
          CALL cancel_batch(this_claim, refusal);
        END IF;
      END IF;
    UNTIL claimed = 0 OR SYSDATE(3) >= until_when END REPEAT;
    COMMIT;
    DO RELEASE_LOCK(lane_lock);
  END IF;
END//
DELIMITER ;

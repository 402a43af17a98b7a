/*
 * One turn of a delivery lane: sends what is due, for at most ten seconds, then one session's time
 * (20 s). The lock guards against overlap.
 *
 * this_lane  number of the lane
 * An error ends the turn and is kept in lane_state; the lane's mails are put back for a minute: some may have
 * gone out without a record, and must not go out every second. Not to be called inside a transaction: it
 * commits.
 */
DROP PROCEDURE IF EXISTS run_lane;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE run_lane(IN this_lane INT)
  COMMENT 'One turn of a delivery lane'
BEGIN
  DECLARE until_when TIMESTAMP(3) DEFAULT SYSDATE(3) + INTERVAL 10 SECOND;
  DECLARE relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_entity, claimed INT;
  DECLARE held VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE lane_lock VARCHAR(64) CHARACTER SET utf8mb4
    DEFAULT CONCAT('@TICKETSTOCK_SCHEMA@.lane.', this_lane);
  DECLARE reason, refusal VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    SET @ticketstock_delivery_key = NULL;
    UPDATE mail_outbox
      SET state = 'pending', lease_until = NULL, due_at = SYSDATE(3) + INTERVAL 60 SECOND
      WHERE state = 'sending' AND lane = this_lane;
    INSERT INTO lane_state (lane, last_error, last_error_at) VALUES (this_lane, reason, SYSDATE(3))
      ON DUPLICATE KEY UPDATE last_error = VALUES(last_error), last_error_at = VALUES(last_error_at);
    COMMIT;
    DO RELEASE_LOCK(lane_lock);
  END;
  IF GET_LOCK(lane_lock, 0) = 1 THEN
    CALL take_over_mail();
    REPEAT
      CALL heartbeat(this_lane);
      SET claimed = 0, this_entity = NULL;
      SELECT MAX(value) INTO held FROM setting WHERE entity = 0 AND name = 'mail_held';
      IF held <> '1' THEN
        CALL choose_batch(this_entity, relay, refusal);
      END IF;
      IF this_entity IS NOT NULL THEN
        CALL claim_mail(this_lane, this_entity, relay, claimed);
        IF claimed > 0 AND refusal IS NULL THEN
          CALL send_batch(this_lane, this_entity, relay);
        ELSEIF claimed > 0 THEN
          CALL cancel_batch(this_lane, refusal);
        END IF;
      END IF;
    UNTIL claimed = 0 OR SYSDATE(3) >= until_when END REPEAT;
    COMMIT;
    DO RELEASE_LOCK(lane_lock);
  END IF;
END//
DELIMITER ;

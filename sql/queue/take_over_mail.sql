/*
 * Puts mails back whose lease has run out: the lane that had them died with its server, or was cut off. A lane that
 * has a turn at this moment is alive, however late the clock says it is, and keeps its mails; what the journals of one
 * that is not say comes first. Whether the relay took what is left nobody knows, so that counts as an attempt.
 *
 * this_lane    the lane that asks, which has its own lock; its own mails of before this turn are nobody's either
 * open_claims  its claims that settle_left_over() could not settle, commas between
 *
 * Reads:      claimed_mail, mail_outbox
 * Writes:     claimed_mail, mail_outbox
 * Called by:  run_lane
 * Internal
 */
DROP PROCEDURE IF EXISTS take_over_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE take_over_mail(
  IN this_lane INT, IN open_claims TEXT CHARACTER SET ascii COLLATE ascii_bin)
  COMMENT 'Puts mails back whose lease has run out'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE room, other_lane INT;
  DECLARE other_lock, other_journal VARCHAR(100) CHARACTER SET utf8mb4;
  DECLARE not_settled TEXT CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE late_lanes CURSOR FOR
    SELECT DISTINCT lane FROM mail_outbox WHERE state = 'sending' AND lease_until < SYSDATE(3);
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    ROLLBACK;
    DO IF(other_lane = this_lane, 0, RELEASE_LOCK(other_lock));
    CALL refuse(reason);
  END;
  OPEN late_lanes;
  FETCH late_lanes INTO other_lane;
  WHILE NOT ended DO
    CALL lane_names(other_lane, other_lock, other_journal);
    IF other_lane = this_lane OR GET_LOCK(other_lock, 0) = 1 THEN
      SET not_settled = open_claims;
      IF other_lane <> this_lane THEN
        CALL settle_left_over(other_lane, other_journal, not_settled);
      END IF;
      CALL begin_claim(room);
      INSERT INTO claimed_mail (id, kind, address, lang)
        SELECT id, kind, address, lang FROM mail_outbox
          WHERE state = 'sending' AND lane = other_lane AND lease_until < SYSDATE(3)
            AND NOT FIND_IN_SET(COALESCE(claim_id, ''), not_settled) LIMIT room FOR UPDATE SKIP LOCKED;
      UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
        SET m.state = 'pending', m.attempts = m.attempts + 1, m.lease_until = NULL,
          m.smtp_code = 0, m.smtp_text = 'Its lane died while it was being sent: the relay may have taken it.';
      COMMIT;
      IF other_lane <> this_lane THEN
        DO RELEASE_LOCK(other_lock);
      END IF;
    END IF;
    FETCH late_lanes INTO other_lane;
  END WHILE;
  CLOSE late_lanes;
END//
DELIMITER ;

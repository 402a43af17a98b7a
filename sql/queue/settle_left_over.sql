/*
 * Records what journals of a lane say that was not recorded: the server, its connection or a lock of somebody else's
 * came in between, or a relay has answered late. To be called by who has the lane's lock, before mails are claimed or
 * taken over: else a mail that was sent could go out again.
 *
 * this_lane     number of the lane, 1 to 16
 * this_journal  name of the lane's journals (udf/core/journal.h)
 * open_claims   OUT: the claims that are not settled, commas between: a mailer still waits for an answer, or somebody
 *               else has locked a mail's row. Their mails are not to be taken over, however old their lease
 *
 * A journal whose mailer still waits for an answer is read and kept. One that belongs to no mail any more, as after a
 * restore, is deleted.
 *
 * Reads:      delivery_key, mail_outbox
 * Called by:  run_lane, send_batch, take_over_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS settle_left_over;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE settle_left_over(
  IN this_lane INT, IN this_journal VARCHAR(100) CHARACTER SET ascii,
  OUT open_claims TEXT CHARACTER SET ascii COLLATE ascii_bin)
  COMMENT 'Records what journals of a lane say that was not recorded'
BEGIN
  DECLARE outcomes LONGTEXT CHARACTER SET utf8mb4;
  DECLARE secret VARCHAR(255) CHARACTER SET ascii;
  DECLARE this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin DEFAULT '';
  DECLARE this_entity, untried, is_over INT;
  DECLARE this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SET open_claims = '';
  REPEAT
    SELECT MAX(value) INTO secret FROM delivery_key;
    COMMIT;
    SET outcomes = CONVERT(ticketstock_left_over(secret, this_journal, this_claim) USING utf8mb4);
    IF outcomes IS NOT NULL THEN
      SET this_claim = JSON_VALUE(outcomes, '$.claim');
      SELECT MAX(entity), MAX(relay) INTO this_entity, this_relay FROM mail_outbox
        WHERE state = 'sending' AND claim_id = this_claim;
      IF this_entity IS NULL THEN
        SELECT MAX(m.entity), MAX(m.relay) INTO this_entity, this_relay
          FROM JSON_TABLE(outcomes, '$.mails[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.id')) AS o
          STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id WHERE m.claim_id = this_claim;
      END IF;
      SET is_over = 1;
      IF this_entity IS NOT NULL THEN
        CALL record_outcomes(this_lane, this_entity, this_relay, this_claim, 1, outcomes, untried, is_over);
      END IF;
      IF NOT is_over OR JSON_VALUE(outcomes, '$.alive') IN ('true', '1') THEN
        SET open_claims = CONCAT_WS(',', NULLIF(open_claims, ''), this_claim);
      ELSE
        CALL forget_journal(this_journal, this_claim);
      END IF;
    END IF;
  UNTIL outcomes IS NULL END REPEAT;
END//
DELIMITER ;

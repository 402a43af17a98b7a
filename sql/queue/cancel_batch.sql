/*
 * Cancels the mails of a claim.
 *
 * this_claim  claim of the mails
 * reason      why, in words
 *
 * Reads:      claimed_mail, mail_outbox
 * Writes:     mail_outbox
 * Called by:  run_lane
 * Internal
 */
DROP PROCEDURE IF EXISTS cancel_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE cancel_batch(
  IN this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin,
    IN reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Cancels the mails of a claim'
BEGIN
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
    SET m.state = 'cancelled', m.lease_until = NULL, m.claim_id = NULL, m.smtp_code = 0, m.smtp_text = reason
    WHERE m.state = 'sending' AND m.claim_id = this_claim;
  COMMIT;
END//
DELIMITER ;

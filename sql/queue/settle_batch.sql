/*
 * Cancels what of a claim cannot go out: mails whose ticket is gone and those with a problem, which leave
 * mail_batch.
 *
 * this_claim  claim of the mails
 *
 * Reads:      claimed_mail, mail_batch, mail_outbox
 * Writes:     mail_batch, mail_outbox
 * Called by:  send_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS settle_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE settle_batch(IN this_claim CHAR(16)
  CHARACTER SET ascii COLLATE ascii_bin)
  COMMENT 'Cancels what cannot go out'
BEGIN
  UPDATE claimed_mail AS c LEFT JOIN mail_batch AS b ON b.id = c.id
    STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
    SET m.lease_until = NULL, m.claim_id = NULL, m.smtp_code = 0, m.state = 'cancelled',
      m.smtp_text = COALESCE(b.problem, 'The ticket is no longer in the ERP.')
    WHERE (b.id IS NULL OR b.problem IS NOT NULL) AND m.state = 'sending' AND m.claim_id = this_claim;
  DELETE FROM mail_batch WHERE problem IS NOT NULL;
  COMMIT;
END//
DELIMITER ;

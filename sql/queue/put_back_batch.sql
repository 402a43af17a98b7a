/*
 * Puts the mails of a claim back for a minute, since something went wrong before a relay was asked: it would go wrong
 * again every second. What a journal says of the claim still counts.
 *
 * this_claim  claim of the mails
 *
 * Reads:      claimed_mail, mail_outbox
 * Writes:     mail_outbox
 * Called by:  send_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS put_back_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE put_back_batch(
  IN this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin)
  COMMENT 'Puts the mails of a claim back for a minute'
BEGIN
  UPDATE claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
    SET m.state = 'pending', m.lease_until = NULL, m.due_at = SYSDATE(3) + INTERVAL 60 SECOND
    WHERE m.state = 'sending' AND m.claim_id = this_claim;
  COMMIT;
END//
DELIMITER ;

/*
 * Makes sure, right before mails are handed over, that they are still the lane's and will be for longer than a session
 * takes: between the claim and this moment it may have waited for a lock of others, or the clock may have jumped. Mails
 * that somebody else has by now leave mail_batch.
 *
 * this_claim  claim of the mails
 * claimed_at  when they were claimed. A claim of the last ten seconds needs nothing: its lease of 60 s holds
 *
 * Reads:      claimed_mail, held_mail, mail_batch, mail_outbox
 * Writes:     held_mail, mail_batch, mail_outbox
 * Called by:  send_batch
 * Internal
 */
/* As begin_claim(): any engine will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS renew_lease;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE renew_lease(
  IN this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin, IN claimed_at TIMESTAMP(3))
  COMMENT 'Renews the lease of what a lane has claimed and drops the rest'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  IF right_now NOT BETWEEN claimed_at AND claimed_at + INTERVAL 10 SECOND THEN
    DROP TEMPORARY TABLE IF EXISTS held_mail;
    CREATE TEMPORARY TABLE held_mail (id BIGINT UNSIGNED NOT NULL PRIMARY KEY);
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    INSERT INTO held_mail
      SELECT m.id FROM claimed_mail AS c STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = c.id
        WHERE m.state = 'sending' AND m.claim_id = this_claim FOR UPDATE SKIP LOCKED;
    UPDATE held_mail AS h STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = h.id
      SET m.lease_until = right_now + INTERVAL 60 SECOND;
    DELETE b FROM mail_batch AS b LEFT JOIN held_mail AS h ON h.id = b.id WHERE h.id IS NULL;
    COMMIT;
    DROP TEMPORARY TABLE held_mail;
  END IF;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

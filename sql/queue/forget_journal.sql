/*
 * Deletes the journal of a claim, once all that it says is recorded and committed.
 *
 * this_journal  name of the lane's journals (udf/core/journal.h)
 * this_claim    claim that the journal is of
 *
 * The key goes in a variable that SET alone reads, as in hand_over().
 *
 * Reads:      delivery_key
 * Called by:  send_batch, settle_left_over
 * Internal
 */
DROP PROCEDURE IF EXISTS forget_journal;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE forget_journal(
  IN this_journal VARCHAR(100) CHARACTER SET ascii, IN this_claim CHAR(16) CHARACTER SET ascii COLLATE ascii_bin)
  COMMENT 'Deletes the journal of a claim'
BEGIN
  DECLARE secret, answer VARCHAR(255) CHARACTER SET ascii;
  SELECT MAX(value) INTO secret FROM delivery_key;
  SET answer = ticketstock_forget(secret, this_journal, this_claim);
END//
DELIMITER ;

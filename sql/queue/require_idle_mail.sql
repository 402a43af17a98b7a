/*
 * Raises a sentence (45000) if there is no such mail, if it was a test, if it was sent, or if it is being sent.
 *
 * this_mail  mail_outbox.id
 *
 * Reads:      mail_outbox
 * Called by:  cancel_mail, retry_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS require_idle_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE require_idle_mail(IN this_mail BIGINT UNSIGNED)
  COMMENT 'Raises a sentence unless a mail waits or has ended unsent'
BEGIN
  DECLARE this_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_state VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE when_sent TIMESTAMP(3);
  SELECT MAX(CONCAT(state)), MAX(kind), MAX(sent_at) INTO this_state, this_kind, when_sent FROM mail_outbox WHERE id = this_mail;
  IF this_state IS NULL THEN
    CALL refuse(CONCAT('There is no mail ', COALESCE(this_mail, 'NULL'), ': see table mail_outbox.'));
  ELSEIF this_kind = 'test' THEN
    CALL refuse(CONCAT('Mail ', this_mail, ' was a test, which is over: CALL test_mail() makes another.'));
  ELSEIF this_state = 'sent' THEN
    CALL refuse(CONCAT('Mail ', this_mail, ' was sent at ', when_sent, '.'));
  ELSEIF this_state = 'sending' THEN
    CALL refuse(CONCAT('Mail ', this_mail, ' is being sent at this moment: see in half a minute what became of it.'));
  END IF;
END//
DELIMITER ;

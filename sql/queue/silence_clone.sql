/*
 * Makes a copy of a server silent: cancels every mail that the original sends as well and holds the queue, so that
 * after resume_mail() only what is booked on the copy is mailed. To be called before the copy's events run, so start it
 * with event_scheduler = OFF (docs/backup.md). Nothing of it is undone by itself: never on the server that shall send.
 *
 * Returns a row with the number of mails that were cancelled.
 *
 * Writes:     mail_decision, mail_outbox, setting
 * Public
 */
DROP PROCEDURE IF EXISTS silence_clone;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE silence_clone()
  COMMENT 'Makes a copy of a server silent: cancels what waits, holds the queue'
BEGIN
  DECLARE cancelled BIGINT;
  UPDATE setting SET value = '1' WHERE entity = 0 AND name = 'mail_held';
  UPDATE mail_outbox
    SET state = 'cancelled', lease_until = NULL, smtp_code = 0,
      smtp_text = 'This server is a copy (silence_clone): the original sends the mail.'
    WHERE state IN ('pending', 'sending');
  SET cancelled = ROW_COUNT();
  UPDATE mail_decision
    SET sender = 'nobody', how = NULL, goes_at = NULL, why = 'This server is a copy (silence_clone): the original tells it.'
    WHERE mail_id IS NULL AND goes_at IS NOT NULL;
  SELECT cancelled;
END//
DELIMITER ;

/*
 * Takes a mail out of the queue.
 *
 * this_mail  mail_outbox.id
 *
 * Error 45000 if there is no such mail, if it was sent, or if it is being sent at this moment.
 *
 * Writes:     mail_outbox
 * Public
 */
DROP PROCEDURE IF EXISTS cancel_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE cancel_mail(IN this_mail BIGINT UNSIGNED)
  COMMENT 'Takes a mail out of the queue'
BEGIN
  CALL require_idle_mail(this_mail);
  UPDATE mail_outbox SET state = 'cancelled', smtp_code = 0, smtp_text = CONCAT('Cancelled by ', SESSION_USER(), '.')
    WHERE id = this_mail AND state IN ('pending', 'failed', 'cancelled');
END//
DELIMITER ;

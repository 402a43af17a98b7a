/*
 * Lets the queue go on after hold_mail(), silence_clone(): as hold_mail(NULL), without a result.
 *
 * Writes:     setting
 * Public
 */
DROP PROCEDURE IF EXISTS resume_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE resume_mail()
  COMMENT 'Lets the queue go on after hold_mail()'
BEGIN
  UPDATE setting SET value = '0' WHERE entity = 0 AND name = 'mail_held';
END//
DELIMITER ;

/*
 * Stops the whole queue: lanes end the session that they are in and begin none. Nothing is lost.
 *
 * Writes:     setting
 * Public
 */
DROP PROCEDURE IF EXISTS hold_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE hold_mail()
  COMMENT 'Stops the whole queue until resume_mail()'
BEGIN
  UPDATE setting SET value = '1' WHERE entity = 0 AND name = 'mail_held';
END//
DELIMITER ;

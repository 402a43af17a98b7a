/*
 * Deletes old mails now; an event does it every hour (delete_old_mail).
 *
 * Result: a row with the number of deleted mails. Not to be called inside a transaction: it commits.
 */
DROP PROCEDURE IF EXISTS purge_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE purge_mail()
  COMMENT 'Deletes old mails as the settings say'
BEGIN
  DECLARE deleted BIGINT;
  CALL delete_old_mail(deleted);
  SELECT deleted AS deleted_mails;
END//
DELIMITER ;

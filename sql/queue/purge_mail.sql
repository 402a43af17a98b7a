/*
 * Deletes old mails now; an event does it every hour (delete_old_mail).
 *
 * Returns a row with the number of deleted mails. Error 45000 if another run is at work, or inside a transaction: it
 * commits.
 *
 * Public
 */
DROP PROCEDURE IF EXISTS purge_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE purge_mail()
  COMMENT 'Deletes old mails as the settings say'
BEGIN
  DECLARE deleted BIGINT;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  CALL require_no_transaction();
  SET time_zone = '+00:00';
  CALL delete_old_mail(deleted);
  SET time_zone = zone;
  IF deleted IS NULL THEN
    CALL refuse('Old mails are being deleted at this moment, by the event purge_mail or another session.');
  END IF;
  SELECT deleted AS deleted_mails;
END//
DELIMITER ;

/*
 * Writes an event on the ticket for every mail of settled_mail that has failed for good, so that ERP users see that
 * a contact was not told. Whether the ERP keeps events of new tickets does not matter: this is no routine.
 *
 * Reads:      mail_outbox, settled_mail
 * Called by:  record_outcomes
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_tell_failures;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_tell_failures()
  COMMENT 'Writes events on tickets for mails that have failed'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_mail BIGINT UNSIGNED;
  DECLARE failed_mails CURSOR FOR
    SELECT m.id FROM settled_mail AS o STRAIGHT_JOIN mail_outbox AS m FORCE INDEX (PRIMARY) ON m.id = o.id
      WHERE m.state = 'failed';
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN failed_mails;
  FETCH failed_mails INTO this_mail;
  WHILE NOT ended DO
    CALL erp_tell_failure(this_mail);
    FETCH failed_mails INTO this_mail;
  END WHILE;
  CLOSE failed_mails;
END//
DELIMITER ;

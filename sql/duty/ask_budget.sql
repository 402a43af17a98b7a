/*
 * May one more mail of the desk go to an address? Sliding budgets: of the last hour's mails to it about this ticket, to it,
 * and to all strangers. When one is used up an incident says so, once an hour for each of the three. Of users mails about
 * a ticket are counted only: otherwise whoever opens tickets enough would silence the agents. A digest is one mail.
 *
 * this_ticket   rowid in the ERP
 * this_address  recipient
 * to_user       1: a user of the ERP
 * to_stranger   1: a requester whom the ERP does not know
 * reason        OUT: why not; NULL: it may
 *
 * Reads:      mail_budget, mail_decision, setting
 * Writes:     incident, mail_budget
 * Called by:  erp_remind, queue_alone, queue_digest
 * Internal
 */
DROP PROCEDURE IF EXISTS ask_budget;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE ask_budget(IN this_ticket INT,
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN to_user INT, IN to_stranger INT,
  OUT reason VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'May one more mail of the desk go to an address'
BEGIN
  DECLARE per_ticket, per_address, per_strangers, told INT;
  DECLARE budget VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE an_hour_ago TIMESTAMP(3) DEFAULT SYSDATE(3) - INTERVAL 1 HOUR;
  SELECT @SETTING_mails_per_ticket_hour@, @SETTING_mails_per_address_hour@, @SETTING_mails_to_strangers_hour@
    INTO per_ticket, per_address, per_strangers;
  SELECT CASE
      WHEN per_ticket > 0 AND (SELECT COUNT(DISTINCT d.mail_id) FROM mail_decision AS d WHERE d.ticket_id = this_ticket
          AND d.address = this_address AND d.at > an_hour_ago) >= per_ticket THEN 'ticket'
      WHEN per_address > 0 AND NOT to_user AND (SELECT COUNT(DISTINCT d.mail_id) FROM mail_decision AS d
          WHERE d.address = this_address AND d.at > an_hour_ago) >= per_address THEN 'address'
      WHEN per_strangers > 0 AND to_stranger AND (SELECT COUNT(DISTINCT d.mail_id) FROM mail_decision AS d
          WHERE d.stranger = 1 AND d.at > an_hour_ago) >= per_strangers THEN 'strangers' END
    INTO budget;
  SET reason = CASE budget
    WHEN 'ticket' THEN CONCAT('cancelled: ', per_ticket, IF(per_ticket = 1, ' mail', ' mails'), ' to it about this ticket within an hour (setting mails_per_ticket_hour).')
    WHEN 'address' THEN CONCAT('cancelled: ', per_address, IF(per_address = 1, ' mail', ' mails'), ' to it within an hour (setting mails_per_address_hour).')
    WHEN 'strangers' THEN CONCAT('cancelled: ', per_strangers, IF(per_strangers = 1, ' mail', ' mails'), ' to strangers within an hour (setting mails_to_strangers_hour).')
    END;
  IF budget IS NOT NULL THEN
    SELECT COUNT(*) INTO told FROM mail_budget AS b WHERE b.name = budget AND b.told_at > an_hour_ago;
    IF told = 0 THEN
      INSERT INTO mail_budget (name, told_at) VALUES (budget, SYSDATE(3)) ON DUPLICATE KEY UPDATE told_at = SYSDATE(3);
      INSERT INTO incident (ticket_id, message, resolved_at) VALUES (this_ticket, CONCAT('Mails of the desk are not sent, ',
        this_address, ' is the first: ', reason, ' mail_decision has all.'), SYSDATE(3));
    END IF;
  END IF;
END//
DELIMITER ;

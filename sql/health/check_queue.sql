/*
 * health_check's part on mails: those that are late, cannot be composed, were refused.
 *
 * Reads:      mail_outbox
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_queue;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_queue()
  COMMENT 'Part of health_check: mails'
BEGIN
  DECLARE number INT;
  DECLARE last_mail BIGINT UNSIGNED;
  DECLARE oldest TIMESTAMP(3);
  /* SELECT … INTO: INSERT … SELECT would wait for the mails of open movements, and keep new ones waiting. */
  SELECT COUNT(*), MAX(id) INTO number, last_mail FROM mail_outbox WHERE state = 'pending' AND compose_failures > 0;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails cannot be composed, one of them is ',
      last_mail, '.'),
      '', 'SELECT id, ticket_id, smtp_text FROM @TICKETSTOCK_SCHEMA@.mail_outbox WHERE compose_failures > 0 names them. Shorten the content of ticket or template.');
  END IF;
  SELECT COUNT(*), MIN(due_at) INTO number, oldest FROM mail_outbox
    WHERE state IN ('pending', 'sending') AND due_at < NOW(3) - INTERVAL 5 MINUTE;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number,
      ' mails are more than 5 minutes late, the oldest since ', oldest, ' UTC.'),
      '', 'See the findings on relay, lane and events.');
  END IF;
  SELECT COUNT(*) INTO number FROM mail_outbox WHERE state = 'failed' AND created_at > NOW(3) - INTERVAL 7 DAY;
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails of the last 7 days were refused.'),
      'CALL @TICKETSTOCK_SCHEMA@.retry_failed(NULL)',
      'Once the cause is gone: SELECT address, smtp_code, smtp_text FROM @TICKETSTOCK_SCHEMA@.mail_outbox WHERE state = ''failed'' names it.');
  END IF;
  SELECT COUNT(*) INTO number FROM mail_outbox WHERE state = 'cancelled' AND created_at > NOW(3) - INTERVAL 7 DAY
    AND COALESCE(smtp_text, '') NOT LIKE 'The mail to user % goes to the same address.';
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number,
      ' mails of the last 7 days had no recipient who could get them.'),
      '', 'SELECT recipient_user_id, smtp_text FROM @TICKETSTOCK_SCHEMA@.mail_outbox WHERE state = ''cancelled'' says why.');
  END IF;
END//
DELIMITER ;

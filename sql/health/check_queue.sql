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
  DECLARE this_entity, number, taken INT;
  DECLARE failing INT DEFAULT 0;
  DECLARE last_mail, last_failing BIGINT UNSIGNED;
  DECLARE oldest, first_taken TIMESTAMP(3);
  /* SELECT … INTO: INSERT … SELECT would wait for the mails of open movements, and keep new ones waiting. A mail that failed is
     due later than those that wait for the first time: of each entity the last 1,000 are looked at. */
  CALL next_entity('pending', this_entity);
  WHILE this_entity IS NOT NULL DO
    SELECT COUNT(*), MAX(w.id) INTO number, last_mail
      FROM (SELECT m.id, m.compose_failures FROM mail_outbox AS m FORCE INDEX (claim)
        WHERE m.state = 'pending' AND m.entity = this_entity ORDER BY m.due_at DESC LIMIT 1000) AS w
      WHERE w.compose_failures > 0;
    SET failing = failing + number, last_failing = COALESCE(last_mail, last_failing);
    CALL next_entity('pending', this_entity);
  END WHILE;
  IF failing > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(failing, ' mails cannot be composed, one of them is ',
      last_failing, '.'),
      '', 'SELECT id, ticket_id, smtp_text FROM @TICKETSTOCK_SCHEMA@.mail_outbox WHERE compose_failures > 0 names them. Shorten the content of ticket or template.');
  END IF;
  CALL count_mails('pending', '1970-01-02', NOW(3) - INTERVAL 5 MINUTE, number, oldest);
  CALL count_mails('sending', '1970-01-02', NOW(3) - INTERVAL 5 MINUTE, taken, first_taken);
  SET number = number + taken, oldest = LEAST(COALESCE(oldest, first_taken), COALESCE(first_taken, oldest));
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, IF(number < 10000, '', ' or more'),
      ' mails are more than 5 minutes late, the oldest since ', oldest, ' UTC.'),
      '', 'See the findings on relay, lane and events.');
  END IF;
  CALL count_mails('failed', NOW(3) - INTERVAL 7 DAY, NOW(3) + INTERVAL 1 DAY, number, oldest);
  IF number > 0 THEN
    INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, IF(number < 10000, '', ' or more'), ' mails of the last 7 days were refused.'),
      'CALL @TICKETSTOCK_SCHEMA@.retry_failed(NULL)',
      'Once the cause is gone: SELECT address, smtp_code, smtp_text FROM @TICKETSTOCK_SCHEMA@.mail_outbox WHERE state = ''failed'' names it.');
  END IF;
END//
DELIMITER ;

/*
 * health_check's part on relays that put mails off (4xx) for hours: of those that wait for another try, of each entity the
 * last 1,000.
 *
 * Reads:      mail_outbox, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_put_off;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_put_off()
  COMMENT 'Part of health_check: mails that relays put off'
BEGIN
  DECLARE this_entity, number, hours INT;
  DECLARE oldest TIMESTAMP(3);
  DECLARE words VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT @SETTING_give_up_after_hours@ INTO hours;
  CALL next_entity('pending', this_entity);
  WHILE this_entity IS NOT NULL DO
    SELECT COUNT(*), MIN(p.created_at), MAX(CONCAT(p.relay, ', ', p.smtp_code, ' ', p.smtp_text)) INTO number, oldest, words
      FROM (SELECT m.created_at, m.relay, m.smtp_code, m.smtp_text FROM mail_outbox AS m FORCE INDEX (claim)
        WHERE m.state = 'pending' AND m.entity = this_entity AND m.due_at > NOW(3) ORDER BY m.due_at DESC LIMIT 1000) AS p
      WHERE p.smtp_code BETWEEN 400 AND 499 AND p.created_at < NOW(3) - INTERVAL 2 HOUR;
    IF number > 0 THEN
      INSERT INTO finding VALUES ('warning', 'mail', CONCAT(number, ' mails of entity ', this_entity, ' are put off by the relay again and again, the oldest since ', oldest, ' UTC: ', words),
        '', CONCAT('See what the relay says. A mail that is put off for ', hours, ' hours fails for good.'));
    END IF;
    CALL next_entity('pending', this_entity);
  END WHILE;
END//
DELIMITER ;

/*
 * health_check's part on what keeps mail waiting on purpose: a held queue, the ERP's switches, limits that are reached.
 *
 * Reads:      mail_outbox, relay, relay_use, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_limits;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_limits()
  COMMENT 'Part of health_check: held queue, switches, limits'
BEGIN
  DECLARE waiting, is_held, per_hour INT;
  SELECT COUNT(*) INTO waiting FROM mail_outbox WHERE state = 'pending' AND due_at <= NOW(3);
  SELECT @SETTING_mail_held@, @SETTING_mails_per_hour@ INTO is_held, per_hour;
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('The queue is held: ', waiting, ' mails wait.'),
      'CALL @TICKETSTOCK_SCHEMA@.resume_mail()', 'Somebody has called hold_mail(), or a copy of the server was silenced.'
      FROM DUAL WHERE is_held;
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('The limit of ', per_hour, ' mails an hour is reached: ', waiting, ' mails wait.'),
        'UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ''0'' WHERE name = ''mails_per_hour''', 'For no limit. Else they go out as the limit allows, none is lost.'
      FROM DUAL WHERE per_hour > 0 AND waiting > 0 AND per_hour <=
        (SELECT COALESCE(SUM(mails), 0) FROM relay_use WHERE used_at > NOW(3) - INTERVAL 1 HOUR);
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('Relay ', r.name, ' has got its limit of ', r.max_per_minute, ' mails a minute: ',
      waiting, ' mails wait.'),
        CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.relay SET max_per_minute = NULL WHERE name = ', QUOTE(r.name)),
        'For no limit. Else they go out as the limit allows, none is lost.'
      FROM relay AS r WHERE waiting > 0 AND r.enabled = 1 AND r.max_per_minute <=
        (SELECT COALESCE(SUM(u.mails), 0) FROM relay_use AS u WHERE u.relay = r.name
          AND u.used_at > NOW(3) - INTERVAL 1 MINUTE);
END//
DELIMITER ;

/*
 * health_check's part on what keeps mail waiting on purpose: a held queue, the ERP's switches, limits that are reached.
 *
 * Reads:      relay, relay_use, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_limits;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_limits()
  COMMENT 'Part of health_check: held queue, switches, limits'
BEGIN
  DECLARE waiting, is_held, per_hour, limited INT;
  DECLARE mails_wait VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE oldest TIMESTAMP(3);
  SELECT @SETTING_mail_held@, @SETTING_mails_per_hour@ INTO is_held, per_hour;
  SELECT COUNT(*) INTO limited FROM relay AS r WHERE r.enabled = 1 AND r.max_per_minute IS NOT NULL;
  IF is_held OR per_hour > 0 OR limited > 0 THEN
    CALL count_mails('pending', '1970-01-02', NOW(3), waiting, oldest);
    SET mails_wait = CONCAT(waiting, IF(waiting < 10000, '', ' or more'), ' mails wait.');
    INSERT INTO finding
      SELECT 'warning', 'mail', CONCAT('The queue is held: ', mails_wait),
        'CALL @TICKETSTOCK_SCHEMA@.resume_mail()', 'Somebody has called hold_mail(), or a copy of the server was silenced.'
        FROM DUAL WHERE is_held;
    INSERT INTO finding
      SELECT 'warning', 'mail', CONCAT('The limit of ', per_hour, ' mails an hour is reached: ', mails_wait),
          'UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ''0'' WHERE name = ''mails_per_hour''', 'For no limit. Else they go out as the limit allows, none is lost.'
        FROM DUAL WHERE per_hour > 0 AND waiting > 0 AND per_hour <=
          (SELECT COALESCE(SUM(mails), 0) FROM relay_use WHERE used_at > NOW(3) - INTERVAL 1 HOUR);
    INSERT INTO finding
      SELECT 'warning', 'mail', CONCAT('Relay ', r.name, ' has got its limit of ', r.max_per_minute, ' mails a minute: ',
        mails_wait),
          CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.relay SET max_per_minute = NULL WHERE name = ', QUOTE(r.name)),
          'For no limit. Else they go out as the limit allows, none is lost.'
        FROM relay AS r WHERE waiting > 0 AND r.enabled = 1 AND r.max_per_minute <=
          (SELECT COALESCE(SUM(u.mails), 0) FROM relay_use AS u WHERE u.relay = r.name
            AND u.used_at > NOW(3) - INTERVAL 1 MINUTE);
  END IF;
END//
DELIMITER ;

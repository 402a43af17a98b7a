/*
 * health_check's part on what keeps mail waiting on purpose: a held queue, the ERP's switches, limits that are reached.
 *
 * Reads:      lane_state, mail_outbox, relay, relay_use, setting
 * Writes:     finding
 * Called by:  check_queue
 * Internal
 */
DROP PROCEDURE IF EXISTS check_limits;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_limits()
  COMMENT 'Part of health_check: held queue, switches, limits'
BEGIN
  DECLARE waiting, per_hour INT;
  DECLARE held VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*) INTO waiting FROM mail_outbox WHERE state = 'pending' AND due_at <= NOW(3);
  SELECT @SETTING_mail_held@, @SETTING_mails_per_hour@ INTO held, per_hour;
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('The queue is held', IF(held = '1', '', CONCAT(' until ', held, ' UTC')), ': ', waiting, ' mails wait.'),
      'CALL @TICKETSTOCK_SCHEMA@.resume_mail();'
      FROM DUAL WHERE @IS_HELD@;
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('The limit of ', per_hour, ' mails an hour is reached: ', waiting, ' mails wait.'),
        'They go out as the limit allows, none is lost. For no limit: UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ''0'' WHERE name = ''mails_per_hour'';'
      FROM DUAL WHERE per_hour > 0 AND waiting > 0 AND per_hour <=
        (SELECT COALESCE(SUM(mails), 0) FROM relay_use WHERE used_at > NOW(3) - INTERVAL 1 HOUR);
  INSERT INTO finding
    SELECT 'warning', 'mail', CONCAT('Relay ', r.name, ' has got its limit of ', r.max_per_minute, ' mails a minute: ',
      waiting, ' mails wait.'),
        CONCAT('They go out as the limit allows, none is lost. For no limit: UPDATE @TICKETSTOCK_SCHEMA@.relay SET max_per_minute = NULL WHERE name = ', QUOTE(r.name), ';')
      FROM relay AS r WHERE waiting > 0 AND r.enabled = 1 AND r.max_per_minute <=
        (SELECT COALESCE(SUM(u.mails), 0) FROM relay_use AS u WHERE u.relay = r.name
          AND u.used_at > NOW(3) - INTERVAL 1 MINUTE);
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ' has not shown itself since ', heartbeat_at, ' UTC.'),
        'Its mails are taken over by the others. See the events deliver_lane_… and the server''s error log.'
      FROM lane_state WHERE heartbeat_at < NOW(3) - INTERVAL 2 MINUTE;
END//
DELIMITER ;

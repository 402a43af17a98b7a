/*
 * health_check's part on when events run: too seldom, once, from some day on or until some day, in a zone with summer time. Where the
 * scheduler is DISABLED MariaDB refuses to say.
 *
 * Writes:     finding
 * Called by:  check_events
 * Internal
 */
DROP PROCEDURE IF EXISTS check_schedule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_schedule()
  COMMENT 'Part of health_check: when events run'
BEGIN
  INSERT INTO finding
    SELECT s.severity, s.topic, CONCAT('The event ', s.name, s.what),
        IF(s.ends, CONCAT('DROP EVENT @TICKETSTOCK_SCHEMA@.', s.name),
          CONCAT('ALTER DEFINER = `ticketstock`@`localhost` EVENT @TICKETSTOCK_SCHEMA@.', s.name, ' ON SCHEDULE EVERY ', s.every, ' STARTS ''2000-01-01 00:00:00''')),
        IF(s.ends, 'An end cannot be taken back: install.sql makes it again.', 'So install.sql has made it.')
      FROM (SELECT e.name, e.severity, e.topic, e.every, v.EVENT_TYPE = 'RECURRING' AND v.ENDS IS NOT NULL AS ends,
          CASE WHEN v.EVENT_TYPE <> 'RECURRING' THEN CONCAT(' runs once, at ', v.EXECUTE_AT, ', and not again.')
            WHEN v.ENDS IS NOT NULL THEN CONCAT(' ends at ', v.ENDS, ': it does not run afterwards.')
            WHEN v.STARTS > UTC_TIMESTAMP() + INTERVAL 1 DAY THEN CONCAT(' starts at ', v.STARTS, ': it does not run before.')
            /* Of lanes: check_lanes. */
            WHEN e.most > 0 AND IF(v.INTERVAL_FIELD LIKE '%\_%', e.most + 1, v.INTERVAL_VALUE * CASE v.INTERVAL_FIELD WHEN 'SECOND' THEN 1 WHEN 'MINUTE' THEN 60
                WHEN 'HOUR' THEN 3600 WHEN 'DAY' THEN 86400 ELSE 604800 END) > e.most
              THEN CONCAT(' runs every ', v.INTERVAL_VALUE, ' ', v.INTERVAL_FIELD, ': ', e.consequence) END AS what
        FROM (SELECT 'prepare_numbers' AS name, 'warning' AS severity, 'events' AS topic, 'changes in the ERP are followed late.' AS consequence, '10 SECOND' AS every, 60 AS most
          UNION ALL SELECT 'purge_mail', 'warning', 'events', 'old mails and entries of the journal are kept too long.', '1 HOUR', 86400
          UNION ALL SELECT 'purge_goods', 'warning', 'events', 'goods of tickets closed long ago are kept too long.', '1 HOUR', 86400
          UNION ALL SELECT 'check_health', 'warning', 'events', 'the views health and health_numbers are behind.', '1 MINUTE', 240
          UNION ALL SELECT 'follow_tickets', 'warning', 'desk', 'what is done to tickets is followed late.', '1 SECOND', 60
          UNION ALL SELECT 'follow_deadlines', 'warning', 'closing', 'tickets close late.', '10 SECOND', 3600
          UNION ALL SELECT 'deliver_lane_1', 'error', 'events', '', '1 SECOND', 0) AS e
        JOIN information_schema.EVENTS AS v ON v.EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND v.EVENT_NAME = e.name AND v.STATUS = 'ENABLED') AS s
      WHERE s.what IS NOT NULL;
  INSERT INTO finding
    SELECT 'warning', 'events', CONCAT('The event ', v.EVENT_NAME, ' lives in the time zone ', v.TIME_ZONE, ': where that has summer time it stands still for an hour a year.'),
        @INSTALL_AGAIN@, 'Somebody has altered it in a session of that zone; install.sql puts it into +00:00 again.'
      FROM information_schema.EVENTS AS v
      WHERE v.EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND v.TIME_ZONE LIKE '%/%' AND v.TIME_ZONE <> 'Etc/UTC' LIMIT 20;
END//
DELIMITER ;

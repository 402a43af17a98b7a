/*
 * What is wrong, as the event check_health saw it within the last minute: the rows of health_check(), for programs that ask
 * often. Where it has not looked for five minutes, that is a row of its own, and no row says ok; its remedy depends on whether the
 * scheduler is on, which a view learns from a table only.
 *
 * A collation is stated for what is no column, so that it can be compared with words of any session.
 *
 * Reads:      health_finding, health_state
 * Read by:    health_numbers
 * Public: monitor
 */
DROP VIEW IF EXISTS health;
CREATE DEFINER = `ticketstock`@`localhost` VIEW health AS
SELECT CONVERT(f.severity USING utf8mb4) COLLATE utf8mb4_unicode_ci AS severity, f.topic, f.finding, f.remedy, f.explanation
  FROM health_finding AS f JOIN (SELECT MAX(s.looked_at) AS looked_at FROM health_state AS s) AS l
  WHERE f.severity <> 'ok' OR UNIX_TIMESTAMP(l.looked_at) BETWEEN UNIX_TIMESTAMP() - 300 AND UNIX_TIMESTAMP() + 60
UNION ALL
SELECT CONVERT('error' USING utf8mb4) COLLATE utf8mb4_unicode_ci, CONVERT('events' USING utf8mb4) COLLATE utf8mb4_unicode_ci,
    CONVERT(COALESCE(CONCAT('Nothing was looked over for ', ABS(UNIX_TIMESTAMP() - FLOOR(UNIX_TIMESTAMP(l.looked_at))) DIV 60,
      ' minutes: the event check_health does not run.'), 'Nothing was looked over yet: the event check_health does not run.')
      USING utf8mb4) COLLATE utf8mb4_unicode_ci,
    CONVERT(CASE (SELECT v.VARIABLE_VALUE FROM /*M! information_schema.GLOBAL_VARIABLES */ /*!80000 performance_schema.global_variables */ AS v WHERE v.VARIABLE_NAME = 'event_scheduler')
      WHEN 'OFF' THEN 'SET GLOBAL event_scheduler = ON' WHEN 'DISABLED' THEN ''
      ELSE 'ALTER DEFINER = `ticketstock`@`localhost` EVENT @TICKETSTOCK_SCHEMA@.check_health ENABLE' END USING utf8mb4) COLLATE utf8mb4_unicode_ci,
    CONVERT(IF((SELECT v.VARIABLE_VALUE FROM /*M! information_schema.GLOBAL_VARIABLES */ /*!80000 performance_schema.global_variables */ AS v WHERE v.VARIABLE_NAME = 'event_scheduler') = 'DISABLED',
       'event_scheduler is DISABLED: write event_scheduler = ON into the server''s option file and restart it.',
      'Where that changes nothing: CALL @TICKETSTOCK_SCHEMA@.health_check() looks now, and says what is wrong with the event. On a replica: replication is behind, nothing is to be enabled there.')
      USING utf8mb4) COLLATE utf8mb4_unicode_ci
  FROM (SELECT MAX(s.looked_at) AS looked_at FROM health_state AS s) AS l
  WHERE NOT COALESCE(UNIX_TIMESTAMP(l.looked_at) BETWEEN UNIX_TIMESTAMP() - 300 AND UNIX_TIMESTAMP() + 60, 0);

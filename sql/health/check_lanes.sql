/*
 * health_check's part on delivery lanes: those that are silent, or ahead of the clock, that failed, that have no journal.
 *
 * Reads:      lane_state, lock_name
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_lanes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_lanes()
  COMMENT 'Part of health_check: lanes'
BEGIN
  DECLARE locks VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE kept TEXT CHARACTER SET ascii;
  CALL await_turns(1, kept);
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.lane.') INTO locks FROM lock_name;
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', l.lane, ' has not shown itself since ', l.heartbeat_at, ' UTC',
        CASE WHEN l.is_gone THEN ': it has no event' WHEN l.slow IS NOT NULL THEN CONCAT(': its event runs every ', l.slow) WHEN FIND_IN_SET(l.holder, kept) THEN CONCAT(': connection ', l.holder, ' holds its lock') ELSE '' END, '.'),
        CASE WHEN l.is_gone AND l.lane > 1 THEN CONCAT('CALL @TICKETSTOCK_SCHEMA@.set_lanes(', l.lane, ')')
          WHEN l.slow IS NOT NULL THEN CONCAT('ALTER DEFINER = `ticketstock`@`localhost` EVENT @TICKETSTOCK_SCHEMA@.deliver_lane_', l.lane,
            ' ON SCHEDULE EVERY ', IF(l.lane = 1, 1, 5), ' SECOND STARTS ''2000-01-01 00:00:00''')
          WHEN FIND_IN_SET(l.holder, kept) THEN CONCAT('KILL ', l.holder) ELSE '' END,
        'Its mails are taken over by other lanes, if there are any. See the events deliver_lane_… and the server''s error log.'
      FROM (SELECT s.lane, s.heartbeat_at, IS_USED_LOCK(CONCAT(locks, s.lane)) AS holder, e.EVENT_NAME IS NULL AS is_gone,
          IF(e.INTERVAL_FIELD IS NULL OR e.INTERVAL_FIELD = 'SECOND' AND e.INTERVAL_VALUE + 0 <= 60, NULL, CONCAT(e.INTERVAL_VALUE, ' ', e.INTERVAL_FIELD)) AS slow
        FROM lane_state AS s LEFT JOIN information_schema.EVENTS AS e ON e.EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND e.EVENT_NAME = CONCAT('deliver_lane_', s.lane)
        WHERE s.heartbeat_at < NOW(3) - INTERVAL 2 MINUTE LIMIT 100 /* Each lock is looked at once. */) AS l;
  INSERT INTO finding
    SELECT 'error', 'events', CONCAT('The clock was set back: lane ', lane, ' has shown itself at ', heartbeat_at, ' UTC, which is to come: what was to be sent by then waits.'),
        'CALL @TICKETSTOCK_SCHEMA@.follow_clock()', 'A lane that works does it by itself: see the findings on events.'
      FROM lane_state WHERE heartbeat_at > SYSDATE(3) + INTERVAL 1 MINUTE;
  /* Where the cause is still there, each turn fails: one that failed longer ago is over. */
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ' failed at ', last_error_at, ' UTC: ', last_error),
        '', 'Its mails are tried again; remove the cause.'
      FROM lane_state WHERE last_error_at > NOW(3) - INTERVAL 2 MINUTE AND NOT COALESCE(last_sent_at > last_error_at, 0);
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ': ', journal_problem, '.'),
        '', 'Mails go out, but a batch may go out twice if the server dies. Its data folder needs space, and must be writable for its account.'
      FROM lane_state WHERE journal_problem IS NOT NULL;
END//
DELIMITER ;

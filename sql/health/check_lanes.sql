/*
 * health_check's part on delivery lanes: those that are silent, that failed, that have no journal.
 *
 * Reads:      lane_state
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_lanes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_lanes()
  COMMENT 'Part of health_check: lanes'
BEGIN
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ' has not shown itself since ', heartbeat_at, ' UTC.'),
        '', 'Its mails are taken over by other lanes, if there are any. See the events deliver_lane_… and the server''s error log.'
      FROM lane_state WHERE heartbeat_at < NOW(3) - INTERVAL 2 MINUTE;
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ' failed at ', last_error_at, ' UTC: ', last_error),
        '', 'Its mails are tried again; remove the cause.'
      FROM lane_state WHERE last_error_at > NOW(3) - INTERVAL 1 HOUR;
  INSERT INTO finding
    SELECT 'warning', 'lane', CONCAT('Lane ', lane, ': ', journal_problem, '.'),
        '', 'Mails go out, but a batch may go out twice if the server dies. Its data folder needs space, and must be writable for its account.'
      FROM lane_state WHERE journal_problem IS NOT NULL;
END//
DELIMITER ;

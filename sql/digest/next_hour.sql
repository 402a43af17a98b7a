/*
 * When an hour of the day comes next in a zone. One that summer time leaves out comes when the clock goes on; of one that
 * comes twice only one counts.
 *
 * since      moment, UTC
 * this_hour  0 to 23
 * zone       as CONVERT_TZ() takes it
 * comes_at   OUT: UTC, later than since
 *
 * Called by:  ask_choice
 * Internal
 */
DROP PROCEDURE IF EXISTS next_hour;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE next_hour(IN since DATETIME(3), IN this_hour INT,
  IN zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT comes_at DATETIME(3))
  COMMENT 'When an hour of the day comes next in a zone'
BEGIN
  DECLARE days INT DEFAULT -1;
  REPEAT
    SET comes_at = CONVERT_TZ(DATE(CONVERT_TZ(since, '+00:00', zone)) + INTERVAL days DAY + INTERVAL this_hour HOUR, zone, '+00:00'),
      days = days + 1;
  UNTIL comes_at > since OR days > 3 END REPEAT;
  SET comes_at = COALESCE(comes_at, since);
END//
DELIMITER ;

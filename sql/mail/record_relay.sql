/*
 * Records how a session with a relay went. After a failure the relay is left alone for 2 s, doubled
 * with each further one up to 5 minutes; other relays are used meanwhile.
 */
DROP PROCEDURE IF EXISTS record_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_relay(
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN was_usable INT,
  IN reason VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Records how a session with a relay went'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  IF was_usable THEN
    UPDATE relay_state SET failures = 0, retry_at = NULL WHERE relay = this_relay AND failures > 0;
  ELSE
    INSERT INTO relay_state (relay, failures, retry_at, last_error, last_error_at)
      VALUES (this_relay, 1, right_now + INTERVAL 2 SECOND, reason, right_now)
      ON DUPLICATE KEY UPDATE
        retry_at = right_now + INTERVAL LEAST(300, POW(2, LEAST(failures, 10) + 1)) SECOND,
        failures = failures + 1, last_error = reason, last_error_at = right_now;
  END IF;
END//
DELIMITER ;

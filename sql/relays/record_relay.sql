/*
 * Records how a session with a relay went. After a failure the relay is left alone for 2 s, doubled with each
 * further one up to 5 minutes; other relays are used meanwhile. A relay that took mails before it ended the
 * session works: it gets the shortest pause. Of lanes that fail at the same time one counts.
 *
 * this_relay     name of the relay
 * was_usable     1: the session ended well
 * made_progress  1: a mail was sent
 * reason         the relay's words or ours
 *
 * Writes:     relay_state
 * Called by:  record_outcomes, test_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS record_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE record_relay(
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN was_usable INT, IN made_progress INT,
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
        failures = IF(made_progress, 1, failures + IF(retry_at > right_now, 0, 1)),
        retry_at = IF(NOT made_progress AND retry_at > right_now, retry_at,
          right_now + INTERVAL LEAST(300, POW(2, LEAST(failures, 10))) SECOND),
        last_error = reason, last_error_at = right_now;
  END IF;
END//
DELIMITER ;

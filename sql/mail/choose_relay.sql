/*
 * Chooses the relay for the next session: enabled, not backing off, lowest priority first; NULL if
 * there is none. A dead relay charges no mail an attempt; it is asked again when its pause is over.
 */
DROP PROCEDURE IF EXISTS choose_relay;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_relay(
  OUT chosen VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Chooses the relay for the next session'
BEGIN
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET chosen = NULL;
  SELECT r.name INTO chosen FROM relay AS r
    LEFT JOIN relay_state AS s ON s.relay = r.name
    WHERE r.enabled = 1 AND (s.retry_at IS NULL OR s.retry_at <= SYSDATE(3))
    ORDER BY r.priority, r.name LIMIT 1;
END//
DELIMITER ;

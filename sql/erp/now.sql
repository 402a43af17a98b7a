/*
 * The present in the ERP's own time convention: PHP's zone, which the database does not know.
 *
 * booked_at  the movement's datem, written by PHP. Where it is a whole number of quarter-hours (the
 *            step of all time zones) away from the server's clock, give or take two minutes, that
 *            distance is PHP's zone; otherwise its date was forced and tells nothing.
 * erp_now    OUT: the present
 */
DROP PROCEDURE IF EXISTS erp_now;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_now(IN booked_at DATETIME, OUT erp_now DATETIME)
  COMMENT 'The present in the ERP''s time convention'
BEGIN
  DECLARE distance, zone_distance INT;
  SET distance = COALESCE(TIMESTAMPDIFF(SECOND, NOW(), booked_at), 0);
  SET zone_distance = ROUND(distance / 900) * 900;
  IF ABS(zone_distance) > 26 * 3600 OR ABS(distance - zone_distance) > 120 THEN
    SET zone_distance = 0;
  END IF;
  SET erp_now = NOW() + INTERVAL zone_distance SECOND;
END//
DELIMITER ;

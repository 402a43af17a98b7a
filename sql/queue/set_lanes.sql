/*
 * Sets how many lanes deliver mail at the same time: makes or drops the events deliver_lane_1 to _16.
 *
 * lanes  1 to 16; the first looks for mail every second, the others, which are for much mail, every five
 *
 * Returns a row with the number of lanes. Error 45000 if the number is not allowed. A lane that is dropped ends
 * its session first, which is waited for (20 s at most).
 * An event keeps the zone it was made in: UTC, as events.sql says.
 *
 * Reads:      lock_name
 * Writes:     lane_state
 * Public
 */
DROP PROCEDURE IF EXISTS set_lanes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE set_lanes(IN lanes INT)
  COMMENT 'Sets how many lanes deliver mail at the same time, 1 to 16'
BEGIN
  DECLARE this_lane INT DEFAULT 1;
  DECLARE lane_lock VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  DECLARE EXIT HANDLER FOR 1227
  BEGIN
    SET time_zone = zone;
    CALL refuse(CONCAT('Event deliver_lane_', this_lane,
      ' belongs to another account since it was altered: DROP EVENT it and call again.'));
  END;
  CALL require_no_transaction();
  IF lanes IS NULL OR lanes NOT BETWEEN 1 AND 16 THEN
    CALL refuse(CONCAT('set_lanes takes a number from 1 to 16, not ', COALESCE(lanes, 'NULL'), '.'));
  END IF;
  SET time_zone = '+00:00';
  WHILE this_lane <= 16 DO
    SET @ticketstock_statement = IF(this_lane <= lanes,
      CONCAT('CREATE EVENT IF NOT EXISTS `@TICKETSTOCK_SCHEMA@`.deliver_lane_', this_lane,
        ' ON SCHEDULE EVERY ', IF(this_lane = 1, 1, 5),
          ' SECOND STARTS ''2000-01-01 00:00:00'' COMMENT ''TicketStock: sends queued mail''',
        ' DO BEGIN CALL event_session(); CALL deliver_mail(', this_lane, '); END'),
      CONCAT('DROP EVENT IF EXISTS `@TICKETSTOCK_SCHEMA@`.deliver_lane_', this_lane));
    PREPARE change_lane FROM @ticketstock_statement;
    EXECUTE change_lane;
    DEALLOCATE PREPARE change_lane;
    SET this_lane = this_lane + 1;
  END WHILE;
  SET time_zone = zone, @ticketstock_statement = NULL, this_lane = lanes + 1;
  WHILE this_lane <= 16 DO
    SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.lane.', this_lane) INTO lane_lock FROM lock_name;
    DO GET_LOCK(lane_lock, 30);
    DELETE FROM lane_state WHERE lane = this_lane;
    DO RELEASE_LOCK(lane_lock);
    SET this_lane = this_lane + 1;
  END WHILE;
  SELECT lanes;
END//
DELIMITER ;

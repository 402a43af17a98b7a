/*
 * Lets a lane show that it is alive: writes its heartbeat if the last is 5 s old or more, so that idle lanes
 * write little. A heartbeat more than a minute ahead: the clock has been set back since.
 *
 * this_lane  number of the lane, 1 to 16
 *
 * Reads:      lane_state
 * Writes:     lane_state
 * Called by:  run_lane
 * Internal
 */
DROP PROCEDURE IF EXISTS heartbeat;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE heartbeat(IN this_lane INT)
  COMMENT 'Lets a lane show that it is alive'
BEGIN
  DECLARE last_beat TIMESTAMP(3);
  SELECT MAX(heartbeat_at) INTO last_beat FROM lane_state WHERE lane = this_lane;
  IF last_beat > SYSDATE(3) + INTERVAL 60 SECOND THEN
    CALL follow_clock();
    SET last_beat = NULL;
  END IF;
  IF last_beat IS NULL OR last_beat < SYSDATE(3) - INTERVAL 5 SECOND THEN
    INSERT INTO lane_state (lane, heartbeat_at) VALUES (this_lane, SYSDATE(3))
      ON DUPLICATE KEY UPDATE heartbeat_at = VALUES(heartbeat_at);
  END IF;
  COMMIT;
END//
DELIMITER ;

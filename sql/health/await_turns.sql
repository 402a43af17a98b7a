/*
 * Which connections keep the locks of events, or of lanes, that have not shown themselves for two minutes. The first turn after a
 * pause (the server was down, a lock was kept) has its lock, and shows itself at its end: such a turn is waited for, three
 * seconds at most. The process list would not do: on MySQL it hides events from accounts without PROCESS.
 *
 * of_lanes  1: lanes, 0: the other events
 * kept      OUT: connections that have kept theirs all the time, with commas; NULL: none
 *
 * Reads:      desk_state, health_state, lane_state, lock_name, ready_state
 * Called by:  check_guards, check_lanes
 * Internal
 */
DROP PROCEDURE IF EXISTS await_turns;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE await_turns(IN of_lanes INT, OUT kept TEXT CHARACTER SET ascii)
  COMMENT 'Connections that keep locks of events, and go on doing so'
BEGIN
  DECLARE locks VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE still_kept TEXT CHARACTER SET ascii;
  DECLARE tries INT DEFAULT 0;
  SELECT COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@') INTO locks FROM lock_name;
  REPEAT
    DO IF(tries > 0, SLEEP(0.1), 0);
    IF of_lanes THEN
      SELECT GROUP_CONCAT(g.holder) INTO still_kept
        FROM (SELECT IS_USED_LOCK(CONCAT(locks, '.lane.', lane)) AS holder FROM lane_state WHERE heartbeat_at < NOW(3) - INTERVAL 2 MINUTE) AS g
        WHERE g.holder <> CONNECTION_ID() AND (tries = 0 OR FIND_IN_SET(g.holder, kept));
    ELSE
      SELECT GROUP_CONCAT(g.holder) INTO still_kept
        FROM (SELECT IS_USED_LOCK(CONCAT(locks, e.name)) AS holder FROM (@GUARDS@) AS e WHERE e.at < NOW(3) - INTERVAL 2 MINUTE) AS g
        WHERE g.holder <> CONNECTION_ID() AND (tries = 0 OR FIND_IN_SET(g.holder, kept));
    END IF;
    SET kept = still_kept, tries = tries + 1;
  UNTIL kept IS NULL OR tries > 30 END REPEAT;
END//
DELIMITER ;

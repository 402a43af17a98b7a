/*
 * health_check's part on what should have run and has not, because a connection keeps the lock by which it runs once at a time.
 *
 * Reads:      desk_state, health_state, lock_name, ready_state
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_guards;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_guards()
  COMMENT 'Part of health_check: locks that are kept'
BEGIN
  DECLARE locks VARCHAR(64) CHARACTER SET utf8mb4;
  SELECT COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@') INTO locks FROM lock_name;
  INSERT INTO finding
    SELECT 'warning', k.topic, CONCAT('The event ', k.event, ' has done nothing since ', k.at, ' UTC: connection ', k.holder, ' keeps its lock.'),
        CONCAT('KILL ', k.holder), 'If that is the event itself, it hangs. The next turn begins at once.'
      FROM (SELECT g.topic, g.event, g.at, IS_USED_LOCK(CONCAT(locks, g.name)) AS holder
        FROM (SELECT 'desk' AS topic, 'follow_tickets' AS event, '.follow' AS name, MAX(d.followed_at) AS at FROM desk_state AS d
          UNION ALL SELECT 'events', 'prepare_numbers', '.prepare', MAX(r.compared_at) FROM ready_state AS r
          UNION ALL SELECT 'events', 'check_health', '.health', MAX(h.looked_at) FROM health_state AS h) AS g
        WHERE g.at < NOW(3) - INTERVAL 3 MINUTE) AS k
      WHERE k.holder IS NOT NULL AND k.holder <> CONNECTION_ID() AND NOT @IS_AT_WORK@;
  INSERT INTO finding
    SELECT 'warning', 'events', CONCAT('The clock was set back: tickets are opened by what the ERP said at ', r.compared_at, ' UTC, which is to come.'),
        'CALL @TICKETSTOCK_SCHEMA@.prepare_numbers()', 'The event prepare_numbers does it by itself where it runs.'
      FROM ready_state AS r WHERE r.compared_at > SYSDATE(3) + INTERVAL 1 MINUTE;
END//
DELIMITER ;

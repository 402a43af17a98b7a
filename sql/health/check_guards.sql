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
  DECLARE kept TEXT CHARACTER SET ascii;
  CALL await_turns(0, kept);
  SELECT COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@') INTO locks FROM lock_name;
  INSERT INTO finding
    SELECT 'warning', k.topic, CONCAT('The event ', k.event, ' has done nothing since ', k.at, ' UTC: connection ', k.holder, ' keeps its lock.'),
        CONCAT('KILL ', k.holder), 'If that is the event itself, it hangs, or has very much to do. The next turn begins at once.'
      FROM (SELECT g.topic, g.event, g.at, IS_USED_LOCK(CONCAT(locks, g.name)) AS holder
        FROM (@GUARDS@) AS g
        WHERE g.at < NOW(3) - INTERVAL 3 MINUTE LIMIT 3 /* Each lock is looked at once. */) AS k
      WHERE FIND_IN_SET(k.holder, kept);
  INSERT INTO finding
    SELECT 'warning', 'events', CONCAT('The clock was set back: tickets are opened by what the ERP said at ', r.compared_at, ' UTC, which is to come.'),
        'CALL @TICKETSTOCK_SCHEMA@.prepare_numbers()', 'The event prepare_numbers does it by itself where it runs.'
      FROM ready_state AS r WHERE r.compared_at > SYSDATE(3) + INTERVAL 1 MINUTE;
END//
DELIMITER ;

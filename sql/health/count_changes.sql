/*
 * How often somebody has changed tables, routines or rights on this server since it was started, and whether check_parts has
 * found all whole since the last time. MySQL tells no routine how often, so there nothing is known.
 *
 * changes   OUT: the number
 * is_known  OUT: 1: nothing was changed since all was found to be whole
 *
 * Reads:      installed_part
 * Called by:  check_parts
 * Internal
 */
DROP PROCEDURE IF EXISTS count_changes;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE count_changes(OUT changes BIGINT, OUT is_known INT)
  COMMENT 'How often somebody has changed tables, routines or rights'
BEGIN
  DECLARE up_for BIGINT;
  SET changes = 0, up_for = 0;
  /*M! SELECT SUM(IF(s.VARIABLE_NAME = 'UPTIME', 0, s.VARIABLE_VALUE)), MAX(IF(s.VARIABLE_NAME = 'UPTIME', s.VARIABLE_VALUE + 0, NULL)) INTO changes, up_for
    FROM information_schema.GLOBAL_STATUS AS s
    WHERE s.VARIABLE_NAME = 'UPTIME' OR s.VARIABLE_NAME NOT LIKE '%TEMPORARY%' AND (s.VARIABLE_NAME LIKE 'COM\_ALTER%' OR s.VARIABLE_NAME LIKE 'COM\_CREATE%'
      OR s.VARIABLE_NAME LIKE 'COM\_DROP%' OR s.VARIABLE_NAME LIKE 'COM\_RENAME%' OR s.VARIABLE_NAME LIKE 'COM\_GRANT%' OR s.VARIABLE_NAME LIKE 'COM\_REVOKE%'
      OR s.VARIABLE_NAME = 'COM_FLUSH'); */
  SELECT COUNT(*) INTO is_known FROM installed_part AS i
    WHERE i.kind = 'checked' AND i.place = '' AND i.name = 'parts' AND i.print = changes AND i.checked_at > SYSDATE() - INTERVAL up_for SECOND /*!80000 AND FALSE */;
END//
DELIMITER ;

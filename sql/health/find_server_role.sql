/*
 * Tells a replica: it is read only, and its events are those of another server, which is why it runs none of them.
 *
 * role  OUT: primary, replica
 *
 * Called by:  check_events, check_variables, sum_up
 * Internal
 */
DROP PROCEDURE IF EXISTS find_server_role;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE find_server_role(OUT role VARCHAR(10) CHARACTER SET utf8mb4)
  COMMENT 'Tells a replica'
BEGIN
  DECLARE foreign_events INT DEFAULT 0;
  IF @@GLOBAL.event_scheduler <> 'DISABLED' THEN
    SELECT COUNT(*) INTO foreign_events FROM information_schema.EVENTS
      WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND EVENT_NAME LIKE 'deliver\_lane\_%' AND STATUS LIKE '%SIDE\_DISABLED';
  END IF;
  SET role = IF(@@GLOBAL.read_only AND foreign_events > 0, 'replica', 'primary');
END//
DELIMITER ;

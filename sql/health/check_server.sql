/*
 * health_check's part on movements that become tickets: whether changes are followed, the trigger.
 *
 * Reads:      ready_state
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS check_server;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_server()
  COMMENT 'Part of health_check: trigger, what it knows'
BEGIN
  DECLARE number INT;
  INSERT INTO finding
    SELECT 'warning', 'events', CONCAT('Tickets are opened by what the ERP said at ', compared_at,
      ' UTC: users, groups, codes, constants that changed since are not followed.'),
        'CALL @TICKETSTOCK_SCHEMA@.prepare_numbers()', 'It follows them once. See the event prepare_numbers and the server''s error log.'
      FROM ready_state WHERE compared_at < NOW(3) - INTERVAL 2 MINUTE;

  SELECT COUNT(*) INTO number FROM information_schema.TRIGGERS
    WHERE EVENT_OBJECT_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_movement'
      AND EVENT_OBJECT_TABLE = '@ERP_PREFIX@stock_mouvement';
  IF number = 0 THEN
    INSERT INTO finding VALUES ('error', 'trigger', 'The trigger ticketstock_movement is missing: no movement opens a ticket.',
      @INSTALL_AGAIN@, 'Movements that were booked meanwhile: CALL @TICKETSTOCK_SCHEMA@.find_missed_movements(NULL)');
  END IF;
END//
DELIMITER ;

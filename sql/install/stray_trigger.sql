/*
 * Tools that change a table in use make a copy and RENAME TABLE: the trigger stays on the old table of movements. No
 * movement is watched then, and the trigger's name is taken. A procedure, since it is to be dropped in that case only.
 */
DROP PROCEDURE IF EXISTS drop_stray_trigger;
DELIMITER //
CREATE PROCEDURE drop_stray_trigger()
  COMMENT 'Drops the trigger where it is on another table than that of movements'
BEGIN
  DECLARE stray INT;
  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_movement'
      AND EVENT_OBJECT_TABLE <> '@ERP_PREFIX@stock_mouvement';
  IF stray THEN
    DROP TRIGGER `@ERP_SCHEMA@`.ticketstock_movement;
  END IF;
END//
DELIMITER ;
CALL drop_stray_trigger();
DROP PROCEDURE drop_stray_trigger;

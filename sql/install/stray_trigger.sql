/*
 * Whoever changes the table of movements by a copy of it and RENAME TABLE, as tools do that change tables while they are in use,
 * leaves the trigger on the old one: no movement is watched, and its name is taken. A procedure: neither server can drop
 * it conditionally otherwise.
 */
DROP PROCEDURE IF EXISTS drop_stray_trigger;
DELIMITER //
CREATE PROCEDURE drop_stray_trigger()
  COMMENT 'Drops the trigger where it is on another table than that of movements'
BEGIN
  DECLARE stray INT;
  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_movement' AND EVENT_OBJECT_TABLE <> '@ERP_PREFIX@stock_mouvement';
  IF stray THEN
    DROP TRIGGER `@ERP_SCHEMA@`.ticketstock_movement;
  END IF;
END//
DELIMITER ;
CALL drop_stray_trigger();
DROP PROCEDURE drop_stray_trigger;

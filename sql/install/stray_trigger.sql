/*
 * Tools that change a table in use make a copy and RENAME TABLE: a trigger stays on the old table of movements, tickets or
 * events. None is watched then, and the trigger's name is taken. A procedure, since it is to be dropped in that case only.
 */
DROP PROCEDURE IF EXISTS drop_stray_trigger;
DELIMITER //
CREATE PROCEDURE drop_stray_trigger()
  COMMENT 'Drops triggers where they are on another table than theirs'
BEGIN
  DECLARE stray INT;
  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_movement'
      AND EVENT_OBJECT_TABLE <> '@ERP_PREFIX@stock_mouvement';
  IF stray THEN
    DROP TRIGGER `@ERP_SCHEMA@`.ticketstock_movement;
  END IF;
  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_ticket_inserted'
      AND EVENT_OBJECT_TABLE <> '@ERP_PREFIX@ticket';
  IF stray THEN
    DROP TRIGGER `@ERP_SCHEMA@`.ticketstock_ticket_inserted;
  END IF;
  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_ticket_updated'
      AND EVENT_OBJECT_TABLE <> '@ERP_PREFIX@ticket';
  IF stray THEN
    DROP TRIGGER `@ERP_SCHEMA@`.ticketstock_ticket_updated;
  END IF;
  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_ticket_deleted'
      AND EVENT_OBJECT_TABLE <> '@ERP_PREFIX@ticket';
  IF stray THEN
    DROP TRIGGER `@ERP_SCHEMA@`.ticketstock_ticket_deleted;
  END IF;
  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_event_inserted'
      AND EVENT_OBJECT_TABLE <> '@ERP_PREFIX@actioncomm';
  IF stray THEN
    DROP TRIGGER `@ERP_SCHEMA@`.ticketstock_event_inserted;
  END IF;
  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_event_updated'
      AND EVENT_OBJECT_TABLE <> '@ERP_PREFIX@actioncomm';
  IF stray THEN
    DROP TRIGGER `@ERP_SCHEMA@`.ticketstock_event_updated;
  END IF;
  SELECT COUNT(*) INTO stray FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME = 'ticketstock_event_deleted'
      AND EVENT_OBJECT_TABLE <> '@ERP_PREFIX@actioncomm';
  IF stray THEN
    DROP TRIGGER `@ERP_SCHEMA@`.ticketstock_event_deleted;
  END IF;
END//
DELIMITER ;
CALL drop_stray_trigger();
DROP PROCEDURE drop_stray_trigger;

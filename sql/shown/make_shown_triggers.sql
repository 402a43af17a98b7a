/*
 * Makes the triggers that keep our values in the ERP's table of tickets' extra fields. Dolibarr rewrites every declared
 * column with what it loaded at the start of a request: the value that is there stays, unless our counter has moved. A
 * row that Dolibarr inserts gets what desk_ticket says as its transaction sees it, and is looked at again.
 *
 * OLD, not our table: a read would be as old as Dolibarr's snapshot. As of trigger_movement.sql, the text names no
 * schema of the ERP. MySQL makes no trigger in a routine, so there show_desk.sql does; error 45000 if it has not.
 *
 * Reads:      desk_shown, erp_shown_ticket
 * Writes:     ticket_to_show
 * Called by:  change_shown
 * Internal
 */
DROP PROCEDURE IF EXISTS make_shown_triggers;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE make_shown_triggers()
  SQL SECURITY INVOKER
  COMMENT 'Makes the triggers that keep our values in tickets'' extra fields'
BEGIN
  DECLARE number INT;
  /*M!
  EXECUTE IMMEDIATE 'USE `@ERP_SCHEMA@`';
  EXECUTE IMMEDIATE @QUOTED_SHOWN_INSERTED@;
  EXECUTE IMMEDIATE @QUOTED_SHOWN_UPDATED@;
  EXECUTE IMMEDIATE 'USE `@TICKETSTOCK_SCHEMA@`';
  */
  SELECT COUNT(*) INTO number FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = '@ERP_SCHEMA@' AND TRIGGER_NAME LIKE 'ticketstock\_shown\_%'
      AND EVENT_OBJECT_TABLE = '@ERP_PREFIX@ticket_extrafields';
  IF number < 2 THEN
    CALL refuse('On MySQL no routine can make triggers: run the script show_desk.sql (mysql < show_desk.sql) instead.');
  END IF;
END//
DELIMITER ;

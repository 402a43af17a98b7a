/*
 * Appends an event of a ticket that was deleted: a word may be gone; as trigger_ticket_inserted.sql does.
 */
USE `@ERP_SCHEMA@`;
/*!80000 LOCK TABLES `@ERP_PREFIX@actioncomm` WRITE */;
/*!80000 SET SESSION transaction_read_only = IF(@@error_count > 0, 1, @@SESSION.transaction_read_only) */;
/*!80000 DROP TRIGGER IF EXISTS ticketstock_event_deleted */;
DELIMITER //
CREATE /*M! OR REPLACE */ DEFINER = `ticketstock`@`localhost` TRIGGER ticketstock_event_deleted
AFTER DELETE ON `@ERP_PREFIX@actioncomm` FOR EACH ROW
BEGIN
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  IF OLD.elementtype = 'ticket' AND OLD.fk_element IS NOT NULL THEN
    INSERT INTO `@TICKETSTOCK_SCHEMA@`.ticket_change (id, kind, erp_schema, ticket_id, event_id, code, account, connection)
      VALUES (@CHANGE_ID@, 'reread', DATABASE(), OLD.fk_element, OLD.id, OLD.code, USER(), CONNECTION_ID());
  END IF;
END//
DELIMITER ;
/*!80000 UNLOCK TABLES */;
USE `@TICKETSTOCK_SCHEMA@`;

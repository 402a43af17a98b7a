/*
 * Appends an event of a ticket whose ticket, kind or sender was changed; as trigger_ticket_inserted.sql does. Dolibarr
 * writes each new event twice, and what it sends of an agent's message a third time: nothing is appended then. Of a mail
 * only sender and subject say whose word it is.
 */
USE `@ERP_SCHEMA@`;
/*!80000 LOCK TABLES `@ERP_PREFIX@actioncomm` WRITE */;
/*!80000 SET SESSION transaction_read_only = IF(@@error_count > 0, 1, @@SESSION.transaction_read_only) */;
/*!80000 DROP TRIGGER IF EXISTS ticketstock_event_updated */;
DELIMITER //
CREATE /*M! OR REPLACE */ DEFINER = `ticketstock`@`localhost` TRIGGER ticketstock_event_updated
AFTER UPDATE ON `@ERP_PREFIX@actioncomm` FOR EACH ROW
BEGIN
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  IF (OLD.elementtype = 'ticket' OR NEW.elementtype = 'ticket')
      AND NOT (NEW.fk_element <=> OLD.fk_element AND NEW.elementtype <=> OLD.elementtype AND NEW.code <=> OLD.code
        AND NEW.id = OLD.id AND (NEW.code NOT IN ('AC_EMAIL', 'AC_EMAIL_IN')
          OR NEW.email_from <=> OLD.email_from AND NEW.email_subject <=> OLD.email_subject)) THEN
    IF OLD.elementtype = 'ticket' AND OLD.fk_element IS NOT NULL THEN
      INSERT INTO `@TICKETSTOCK_SCHEMA@`.ticket_change (id, kind, erp_schema, ticket_id, event_id, code, account, connection)
        VALUES (@CHANGE_ID@, 'reread', DATABASE(), OLD.fk_element, OLD.id, OLD.code, USER(), CONNECTION_ID());
    END IF;
    IF NEW.elementtype = 'ticket' AND NEW.fk_element IS NOT NULL THEN
      INSERT INTO `@TICKETSTOCK_SCHEMA@`.ticket_change (id, kind, erp_schema, ticket_id, event_id, code, account, connection)
        VALUES (@CHANGE_ID@, 'event', DATABASE(), NEW.fk_element, NEW.id, NEW.code, USER(), CONNECTION_ID());
    END IF;
  END IF;
END//
DELIMITER ;
/*!80000 UNLOCK TABLES */;
USE `@TICKETSTOCK_SCHEMA@`;

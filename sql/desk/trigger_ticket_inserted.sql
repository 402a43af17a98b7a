/*
 * Appends a new ticket to ticket_change, and never fails the ERP's statement: what it could not append health_check()
 * finds by comparing. Deadlocks, lock timeouts, KILL and a cluster's abort are the server's to report. Its text names no
 * schema of the ERP; in a copy of it where our account has the right the row is refused and nothing happens. Where it has
 * none the server refuses the copy's statement (1142) until the trigger is dropped (docs/backup.md). What else is known of
 * a new ticket stands in its row: this trigger is in the path of movements.
 */
USE `@ERP_SCHEMA@`;
/*!80000 LOCK TABLES `@ERP_PREFIX@ticket` WRITE */;
/*!80000 SET SESSION transaction_read_only = IF(@@error_count > 0, 1, @@SESSION.transaction_read_only) */;
/*!80000 DROP TRIGGER IF EXISTS ticketstock_ticket_inserted */;
DELIMITER //
CREATE /*M! OR REPLACE */ DEFINER = `ticketstock`@`localhost` TRIGGER ticketstock_ticket_inserted
AFTER INSERT ON `@ERP_PREFIX@ticket` FOR EACH ROW
BEGIN
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  INSERT INTO `@TICKETSTOCK_SCHEMA@`.ticket_change
      (id, kind, erp_schema, ticket_id, new_status, new_assignee, account, connection)
    VALUES (@CHANGE_ID@, 'inserted', DATABASE(), NEW.rowid, NEW.fk_statut, NULLIF(NEW.fk_user_assign, 0), USER(), CONNECTION_ID());
END//
DELIMITER ;
/*!80000 UNLOCK TABLES */;
USE `@TICKETSTOCK_SCHEMA@`;

/*
 * Appends a ticket that was deleted; as trigger_ticket_inserted.sql does.
 */
USE `@ERP_SCHEMA@`;
/*!80000 LOCK TABLES `@ERP_PREFIX@ticket` WRITE */;
/*!80000 SET SESSION transaction_read_only = IF(@@error_count > 0, 1, @@SESSION.transaction_read_only) */;
/*!80000 DROP TRIGGER IF EXISTS ticketstock_ticket_deleted */;
DELIMITER //
CREATE /*M! OR REPLACE */ DEFINER = `ticketstock`@`localhost` TRIGGER ticketstock_ticket_deleted
AFTER DELETE ON `@ERP_PREFIX@ticket` FOR EACH ROW
BEGIN
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  INSERT INTO `@TICKETSTOCK_SCHEMA@`.ticket_change
      (id, kind, erp_schema, ticket_id, entity, ref, track_id, old_status, old_assignee, account, connection)
    VALUES (@CHANGE_ID@, 'deleted', DATABASE(), OLD.rowid, OLD.entity, OLD.ref, OLD.track_id, OLD.fk_statut,
      NULLIF(OLD.fk_user_assign, 0), USER(), CONNECTION_ID());
END//
DELIMITER ;
/*!80000 UNLOCK TABLES */;
USE `@TICKETSTOCK_SCHEMA@`;

/*
 * Appends what the desk watches of a ticket that was changed; as trigger_ticket_inserted.sql does. Dolibarr writes all
 * columns back at each occasion, and nobody is NULL or 0: nothing is appended where nothing has changed. Of a ticket that gets another rowid the old one is read again: nothing is there.
 */
USE `@ERP_SCHEMA@`;
/*!80000 LOCK TABLES `@ERP_PREFIX@ticket` WRITE */;
/*!80000 SET SESSION transaction_read_only = IF(@@error_count > 0, 1, @@SESSION.transaction_read_only) */;
/*!80000 DROP TRIGGER IF EXISTS ticketstock_ticket_updated */;
DELIMITER //
CREATE /*M! OR REPLACE */ DEFINER = `ticketstock`@`localhost` TRIGGER ticketstock_ticket_updated
AFTER UPDATE ON `@ERP_PREFIX@ticket` FOR EACH ROW
BEGIN
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
  IF NOT (NEW.fk_statut <=> OLD.fk_statut AND NULLIF(NEW.fk_user_assign, 0) <=> NULLIF(OLD.fk_user_assign, 0)
      AND NEW.type_code <=> OLD.type_code AND NEW.severity_code <=> OLD.severity_code
      AND NEW.category_code <=> OLD.category_code AND NULLIF(NEW.fk_soc, 0) <=> NULLIF(OLD.fk_soc, 0)
      AND NEW.date_close <=> OLD.date_close AND NEW.datec <=> OLD.datec AND NEW.ref <=> OLD.ref
      AND NEW.track_id <=> OLD.track_id AND NEW.entity <=> OLD.entity
      AND NULLIF(NEW.fk_user_create, 0) <=> NULLIF(OLD.fk_user_create, 0)
      AND NEW.origin_email <=> OLD.origin_email AND NEW.email_msgid <=> OLD.email_msgid
      AND CAST(NEW.subject AS BINARY) <=> CAST(OLD.subject AS BINARY) AND NEW.rowid = OLD.rowid) THEN
    INSERT INTO `@TICKETSTOCK_SCHEMA@`.ticket_change
        (id, kind, erp_schema, ticket_id, entity, ref, track_id, old_status, new_status, old_assignee, new_assignee,
         old_type, new_type, old_severity, new_severity, old_category, new_category, old_thirdparty, new_thirdparty,
         old_closed, new_closed, old_ref, subject_changed, opener_changed, account, connection)
      VALUES (@CHANGE_ID@, 'updated', DATABASE(), NEW.rowid, NEW.entity, NEW.ref, NEW.track_id, OLD.fk_statut, NEW.fk_statut,
        NULLIF(OLD.fk_user_assign, 0), NULLIF(NEW.fk_user_assign, 0), OLD.type_code, NEW.type_code,
        OLD.severity_code, NEW.severity_code, OLD.category_code, NEW.category_code,
        NULLIF(OLD.fk_soc, 0), NULLIF(NEW.fk_soc, 0), OLD.date_close, NEW.date_close, OLD.ref,
        NOT (CAST(NEW.subject AS BINARY) <=> CAST(OLD.subject AS BINARY)),
        NOT (NULLIF(NEW.fk_user_create, 0) <=> NULLIF(OLD.fk_user_create, 0) AND NEW.origin_email <=> OLD.origin_email
          AND NEW.email_msgid <=> OLD.email_msgid), USER(), CONNECTION_ID());
    IF NEW.rowid <> OLD.rowid THEN
      INSERT INTO `@TICKETSTOCK_SCHEMA@`.ticket_change (id, kind, erp_schema, ticket_id, account, connection)
        VALUES (@CHANGE_ID@, 'reread', DATABASE(), OLD.rowid, USER(), CONNECTION_ID());
    END IF;
  END IF;
END//
DELIMITER ;
/*!80000 UNLOCK TABLES */;
USE `@TICKETSTOCK_SCHEMA@`;

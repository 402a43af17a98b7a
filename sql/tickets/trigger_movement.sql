/*
 * The trigger on the ERP's stock movements. Of goods that enter where nobody watches the warehouse it reads one row of one
 * table. Goods that leave cost one row, which follow_goods() reads afterwards; whether somebody watches is asked then,
 * because to ask here costs as much as the row.
 *
 * Its text names no schema of the ERP, so that the ERP's dump can be loaded under another name; DATABASE() is the
 * schema that the trigger is in. In a copy it does nothing: rule_warehouse names the schema whose movements it is for; a row that
 * it appends is thrown away.
 * It is replaced without a moment in which a movement would find none, and last of all.
 * The sign of value says whether goods enter, not type_mouvement. SELECT … INTO locks no row; a handler for none is
 * quicker than MAX(), which always gives one.
 * The movement always wins: on an error the savepoint undoes what was written (a trigger has no
 * statement-level rollback of its own), an incident keeps the reason and the goods are booked. Setting
 * on_error = refuse raises the reason instead. Deadlocks, lock timeouts, KILL and a cluster's abort are the
 * server's to report: a handler that swallowed them would go on in a transaction that is gone, and stall a Galera
 * cluster. LIMIT 1: a session may have sql_select_limit = 0. Not even an incident that cannot be written stops the
 * movement. The outer handler is for a TicketStock that is damaged or being upgraded (table, procedure, column or right
 * missing; 1412: a table changed since the transaction's snapshot).
 */
USE `@ERP_SCHEMA@`;
/*!80000 LOCK TABLES `@ERP_PREFIX@stock_mouvement` WRITE */;
/*!80000 SET SESSION transaction_read_only = IF(@@error_count > 0, 1, @@SESSION.transaction_read_only) */;
/*!80000 DROP TRIGGER IF EXISTS ticketstock_movement */;
DELIMITER //
CREATE /*M! OR REPLACE */ DEFINER = `ticketstock`@`localhost` TRIGGER ticketstock_movement
AFTER INSERT ON `@ERP_PREFIX@stock_mouvement` FOR EACH ROW
BEGIN
  DECLARE watching_rule INT;
  DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146, 1305, 1370, 1412
  BEGIN
    DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
    DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
    INSERT INTO `@TICKETSTOCK_SCHEMA@`.incident (movement_id, movement_print, message)
      VALUES (NEW.rowid, @NEW_PRINT@,
        'TicketStock is damaged or was being installed: see health_check(), then retry_incident().');
  END;
  IF NEW.value > 0 THEN
    BEGIN
      DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
      SELECT rule_id INTO watching_rule FROM `@TICKETSTOCK_SCHEMA@`.rule_warehouse
        WHERE warehouse_id = NEW.fk_entrepot AND erp_schema = DATABASE() LIMIT 1;
    END;
    IF watching_rule IS NOT NULL THEN
      BEGIN
        DECLARE state CHAR(5) CHARACTER SET utf8mb4;
        DECLARE error INT;
        DECLARE reason TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
        DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
        DECLARE EXIT HANDLER FOR SQLEXCEPTION
        BEGIN
          GET DIAGNOSTICS CONDITION 1
            state = RETURNED_SQLSTATE, error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
          ROLLBACK TO SAVEPOINT ticketstock_open_ticket;
          IF reason IS NULL THEN
            SET state = '45000', error = 1644,
              reason = 'Why is not known: session variable max_error_count is 0. CALL retry_incident(), which opens the ticket or says it.';
          END IF;
          IF error <> 1644 THEN
            /* 45000 with another number: the server's words to prepare_rules(). */
            SET state = IF(state = '45000', 'HY000', state),
              reason = CONCAT('The server would not write the ticket: ', reason,
              ' (error ', error, '). Repair the table, column, right or function that it names, then CALL retry_incident().');
          END IF;
          IF @ticketstock_refuses THEN
            SET reason = IF(CHAR_LENGTH(reason) > 128, CONCAT(LEFT(reason, 127), '…'), reason);
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = reason;
          END IF;
          BEGIN
            DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
            DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
            INSERT INTO `@TICKETSTOCK_SCHEMA@`.incident (movement_id, movement_print, sql_state, error_number, message)
              VALUES (NEW.rowid, @NEW_PRINT@, state, error, reason);
          END;
        END;
        SAVEPOINT ticketstock_open_ticket;
        SET @ticketstock_refuses = 0;
        /* It would choose the number of our first row, and after the highest there is none. */
        IF @@SESSION.insert_id > 0 THEN
          SET SESSION insert_id = 0;
        END IF;
        CALL `@TICKETSTOCK_SCHEMA@`.erp_write_ticket(NEW.rowid, NEW.fk_entrepot, watching_rule, 1, NEW.datem,
          NEW.fk_user_author, NEW.fk_product,
          NEW.value, NEW.batch, NEW.eatby, NEW.sellby, NEW.type_mouvement, NEW.label, NEW.inventorycode, NEW.fk_origin,
            NEW.origintype, reason);
        RELEASE SAVEPOINT ticketstock_open_ticket;
        IF reason IS NOT NULL THEN
          BEGIN
            DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
            DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
            INSERT INTO `@TICKETSTOCK_SCHEMA@`.incident (movement_id, movement_print, sql_state, message, resolved_at)
              VALUES (NEW.rowid, @NEW_PRINT@, '01000', reason, NOW(3));
          END;
        END IF;
      END;
    END IF;
  ELSEIF NEW.value < 0 THEN
    BEGIN
      DECLARE state CHAR(5) CHARACTER SET utf8mb4;
      DECLARE error INT;
      DECLARE reason TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
      DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
        DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN END;
        GET DIAGNOSTICS CONDITION 1 state = RETURNED_SQLSTATE, error = MYSQL_ERRNO, reason = MESSAGE_TEXT;
        SELECT MAX(rule_id) INTO watching_rule FROM `@TICKETSTOCK_SCHEMA@`.rule_warehouse
          WHERE warehouse_id = NEW.fk_entrepot AND erp_schema = DATABASE() LIMIT 1;
        IF watching_rule IS NOT NULL THEN
          INSERT INTO `@TICKETSTOCK_SCHEMA@`.incident (movement_id, movement_print, sql_state, error_number, message)
            VALUES (NEW.rowid, @NEW_PRINT@, state, error, LEFT(CONCAT('Its goods are not counted: ',
              COALESCE(reason, 'why is not known, session variable max_error_count is 0.')), 1000));
        END IF;
      END;
      INSERT INTO `@TICKETSTOCK_SCHEMA@`.stock_change (movement_id, schema_print, warehouse_id)
        VALUES (NEW.rowid, CRC32(LOWER(DATABASE())), NEW.fk_entrepot);
    END;
  END IF;
END//
DELIMITER ;
/*!80000 UNLOCK TABLES */;
USE `@TICKETSTOCK_SCHEMA@`;

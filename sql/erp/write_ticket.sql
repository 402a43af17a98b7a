/*
 * Writes the ticket of a movement as Dolibarr would, then its contacts and mails.
 *
 * this_movement  rowid of the movement, this_rule  rule that opens the ticket
 * Raises a sentence (45000) where the rule does not fit the ERP; the caller undoes.
 * Reads with SELECT … INTO and cursors only: those lock nothing (IF EXISTS, SET = (SELECT …) and
 * INSERT … SELECT would, until COMMIT).
 */
DROP PROCEDURE IF EXISTS erp_write_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_ticket(
  IN this_movement INT, IN this_rule INT)
  COMMENT 'Writes the ticket of a movement, its contacts and mails'
BEGIN
  DECLARE ticket_entity, assignee, contact_group, actor, this_ticket INT;
  DECLARE type, severity, category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE subject_template VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE message_template MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE product, product_label, warehouse, warehouse_label, lot, movement_label, code, quantity
    VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE booked_at, erp_now DATETIME;
  DECLARE ref, track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE subject, message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE tries INT DEFAULT 0;

  SELECT e.entity, m.datem, m.fk_user_author, CONCAT(m.value), m.batch, m.label, m.inventorycode,
      p.ref, p.label, e.ref, e.lieu, r.assignee_id, r.contact_group_id, r.type_code,
      r.severity_code, r.category_code, r.subject, r.message
    INTO ticket_entity, booked_at, actor, quantity, lot, movement_label, code,
      product, product_label, warehouse, warehouse_label, assignee, contact_group, type,
      severity, category, subject_template, message_template
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m
    JOIN rule AS r ON r.id = this_rule
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e ON e.rowid = m.fk_entrepot
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p ON p.rowid = m.fk_product
    WHERE m.rowid = this_movement;
  CALL erp_check_rule(this_rule, ticket_entity, assignee, contact_group, type, severity, category);
  CALL erp_now(booked_at, erp_now);

  REPEAT
    SET tries = tries + 1;
    INSERT INTO opened_ticket (movement_id, rule_id, entity)
      VALUES (this_movement, this_rule, ticket_entity);
    CALL erp_ticket_ref(LAST_INSERT_ID(), erp_now, ref);
    CALL erp_track_id(track_id);
    SET subject = CONVERT(ticketstock_render(subject_template, 'text',
        '__TICKET_REF__', ref, '__PRODUCT_REF__', product, '__PRODUCT_LABEL__', product_label,
        '__QTY__', quantity, '__BATCH__', lot, '__WAREHOUSE_REF__', warehouse,
        '__WAREHOUSE_LABEL__', warehouse_label, '__MOVEMENT_LABEL__', movement_label,
        '__INVENTORY_CODE__', code, '__DATE__', erp_now) USING utf8mb4);
    SET message = CONVERT(ticketstock_render(message_template, 'html',
        '__TICKET_REF__', ref, '__PRODUCT_REF__', product, '__PRODUCT_LABEL__', product_label,
        '__QTY__', quantity, '__BATCH__', lot, '__WAREHOUSE_REF__', warehouse,
        '__WAREHOUSE_LABEL__', warehouse_label, '__MOVEMENT_LABEL__', movement_label,
        '__INVENTORY_CODE__', code, '__DATE__', erp_now) USING utf8mb4);
    CALL erp_insert_ticket(ticket_entity, ref, track_id, actor, assignee, LEFT(subject, 255),
      message, type, severity, category, erp_now, this_ticket);
    IF this_ticket IS NULL THEN
      DELETE FROM opened_ticket WHERE movement_id = this_movement;
    END IF;
  UNTIL this_ticket IS NOT NULL OR tries = 1000 END REPEAT;
  IF this_ticket IS NULL THEN
    CALL refuse(CONCAT('No free ticket number after ', ref, ' in 1000 tries: call retry_incident().'));
  END IF;
  UPDATE opened_ticket SET ticket_id = this_ticket WHERE movement_id = this_movement;
  CALL erp_write_contacts(this_ticket, this_rule, ticket_entity, assignee, contact_group, actor, erp_now);
END//
DELIMITER ;

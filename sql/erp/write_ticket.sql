/*
 * Writes the ticket of a movement as Dolibarr would: ticket, event, contacts, and our queued mails; or adds
 * the movement to the ticket of its operation.
 *
 * this_movement  rowid of the movement, this_rule  rule that opens the ticket
 * joins        1: a rule grouped by operation adds the movement to the operation's ticket, 0: it opens another
 * Raises a sentence (45000) where the rule does not fit the ERP; the caller undoes.
 * Reads with SELECT … INTO and cursors only: those lock nothing (IF EXISTS, SET = (SELECT …) and
 * INSERT … SELECT would, until COMMIT). Every table that a routine names costs every movement a little,
 * watched or not (docs/speed.md): so few routines and few tables in each.
 */
DROP PROCEDURE IF EXISTS erp_write_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_ticket(
  IN this_movement INT, IN this_rule INT, IN joins INT)
  COMMENT 'Writes the ticket of a movement, its event, contacts and mails'
writing: BEGIN
  DECLARE is_enabled, notifies_actor, tells_transfer, this_entity, assignee, contact_group, actor, third_party, keeps_events, this_ticket INT;
  DECLARE type, severity, category, this_source VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE wanted_sources, grouped VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE rule_name, origin_ref, ref, subject, template_subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE template, message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE line TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_mask, operation VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE booked_at, opened_on, starts_at, ends_at DATETIME;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE first_number BIGINT;
  DECLARE attempt INT DEFAULT 0;

  SELECT r.enabled, CONCAT('Rule ', r.id, ' (', r.label, ')'), r.assignee_id, r.contact_group_id, r.type_code, r.severity_code,
      r.category_code, r.subject, r.message, r.grouped_by, r.sources, r.notify_actor, m.datem, m.fk_user_author, e.entity,
      CONCAT_WS(' ', m.fk_origin, m.origintype, COALESCE(NULLIF(m.inventorycode, ''), m.label)),
      FIND_IN_SET('transfer', r.sources) = 0 OR FIND_IN_SET('correction', r.sources) = 0 OR LOCATE('__SOURCE__', r.subject)
        OR LOCATE('__SOURCE__', r.message)
    INTO is_enabled, rule_name, assignee, contact_group, type, severity,
      category, template_subject, template, grouped, wanted_sources, notifies_actor, booked_at, actor, this_entity, operation, tells_transfer
    FROM rule AS r JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m ON m.rowid = this_movement
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e ON e.rowid = m.fk_entrepot
    WHERE r.id = this_rule;
  IF is_enabled IS NULL THEN
    CALL refuse(CONCAT('The warehouse is watched by rule ', this_rule, ', which does not exist: correct table rule_warehouse.'));
  ELSEIF NOT is_enabled THEN
    LEAVE writing;
  END IF;
  CALL erp_movement_source(this_movement, tells_transfer, this_source, origin_ref, third_party);
  IF NOT FIND_IN_SET(this_source, wanted_sources) THEN
    LEAVE writing;
  END IF;
  IF grouped = 'operation' AND joins THEN
    CALL join_operation(this_movement, this_rule, operation, this_ticket);
    IF this_ticket IS NOT NULL THEN
      LEAVE writing;
    END IF;
  END IF;
  CALL erp_check_rule(rule_name, this_entity, assignee, contact_group, type, severity, category);
  CALL erp_now(booked_at, opened_on);
  CALL erp_numbering(this_entity, opened_on, this_mask, this_period, first_number, starts_at, ends_at, this_lang, keeps_events);
  REPEAT
    SET attempt = attempt + 1, subject = template_subject, message = template;
    CALL erp_next_ref(this_entity, this_mask, this_period, first_number, starts_at, ends_at, opened_on, attempt, ref);
    CALL erp_render_ticket(this_movement, ref, this_source, origin_ref, third_party, opened_on, grouped = 'operation',
      subject, message, line);
    IF grouped = 'operation' THEN
      CALL erp_add_line(line, this_lang, message);
    END IF;
    CALL erp_insert_ticket(this_entity, ref, third_party, actor, assignee, subject, message,
      type, severity, category, opened_on, this_ticket);
  UNTIL this_ticket IS NOT NULL OR attempt = 100 END REPEAT;
  IF this_ticket IS NULL THEN
    CALL refuse(CONCAT('No free ticket number up to ', ref, ': call retry_incident().'));
  END IF;
  INSERT INTO opened_ticket (movement_id, ticket_id, rule_id, entity)
    VALUES (this_movement, this_ticket, this_rule, this_entity);
  IF keeps_events THEN
    CALL erp_write_event(this_ticket, ref, this_entity, this_lang, actor, opened_on);
  END IF;
  CALL erp_write_contacts(this_movement, this_ticket, this_rule, this_entity, assignee, contact_group,
    IF(notifies_actor, NULL, actor), opened_on, IF(grouped = 'operation', 'operation', 'opened'));
  IF grouped = 'operation' AND joins THEN
    SET @ticketstock_operation = operation, @ticketstock_operation_ticket = this_ticket;
  END IF;
END//
DELIMITER ;

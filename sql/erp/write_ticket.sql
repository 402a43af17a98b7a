/*
 * Writes the ticket of a movement as Dolibarr would: ticket, event, contacts, and our queued mails.
 *
 * this_movement  rowid of the movement, this_rule  rule that opens the ticket
 * this_ticket  OUT: rowid of the ticket, NULL if the rule leaves movements of this kind out
 * Raises a sentence (45000) where the rule does not fit the ERP; the caller undoes.
 * Reads with SELECT … INTO and cursors only: those lock nothing (IF EXISTS, SET = (SELECT …) and
 * INSERT … SELECT would, until COMMIT).
 */
DROP PROCEDURE IF EXISTS erp_write_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_write_ticket(
  IN this_movement INT, IN this_rule INT, OUT this_ticket INT)
  COMMENT 'Writes the ticket of a movement, its event, contacts and mails'
writing: BEGIN
  DECLARE this_entity, assignee, contact_group, actor, third_party INT;
  DECLARE type, severity, category, this_source, grouped VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE wanted_sources VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE rule_name, origin_ref, subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE ref, track_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_period CHAR(6) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE booked_at, opened_on, starts_at, ends_at DATETIME;
  DECLARE scheme, universal, fiscal_month VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE keeps_events INT;
  DECLARE first_number, number BIGINT;
  DECLARE attempt INT DEFAULT 0;

  SELECT e.entity, m.datem, m.fk_user_author, CONCAT('Rule ', r.id, ' (', r.label, ')'), r.assignee_id,
      r.contact_group_id, r.type_code, r.severity_code, r.category_code, r.grouped_by, r.sources
    INTO this_entity, booked_at, actor, rule_name, assignee,
      contact_group, type, severity, category, grouped, wanted_sources
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m JOIN rule AS r ON r.id = this_rule
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e ON e.rowid = m.fk_entrepot
    WHERE m.rowid = this_movement;
  CALL erp_movement_source(this_movement, this_source, origin_ref, third_party);
  IF NOT FIND_IN_SET(this_source, wanted_sources) THEN
    LEAVE writing;
  END IF;
  CALL erp_check_rule(rule_name, this_entity, assignee, contact_group, type, severity, category);
  CALL erp_now(booked_at, opened_on);
  CALL erp_constants(this_entity, scheme, universal, fiscal_month, this_lang, keeps_events);
  CALL erp_number_mask(scheme, universal, fiscal_month, opened_on, this_mask, this_period, first_number, starts_at, ends_at);
  REPEAT
    SET attempt = attempt + 1;
    CALL next_number(this_entity, this_mask, this_period, first_number,
      starts_at, ends_at, attempt, number);
    CALL erp_ticket_ref(this_mask, number, opened_on, ref);
    CALL erp_track_id(track_id);
    CALL erp_render_ticket(this_movement, this_rule, ref, this_source, origin_ref, third_party, opened_on, subject, message);
    IF grouped = 'operation' THEN
      CALL erp_add_line(this_movement, this_lang, message);
    END IF;
    CALL erp_insert_ticket(this_entity, ref, track_id, third_party, actor, assignee, subject, message,
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
  CALL erp_write_contacts(this_movement, this_ticket, this_rule, this_entity, assignee, contact_group, actor, opened_on,
    IF(grouped = 'operation', 'operation', 'opened'));
END//
DELIMITER ;

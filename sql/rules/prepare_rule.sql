/*
 * Makes the rows of ready_warehouse for the warehouses of a rule, where they differ from what the ERP, the rule and the
 * settings say now.
 *
 * this_rule  rule.id, also of a rule that is gone
 * written    OUT: how many rows differed
 *
 * What forbids its tickets stands in the row, as the sentence for the incident. It reads with SELECT … INTO and
 * cursors, which lock nothing in the ERP, and writes nothing where nothing has changed. Which column gets what:
 * parts/ready_row.sql.
 *
 * Reads:      code_label, erp_clock, llx_c_actioncomm, llx_entrepot, ready_contact, ready_warehouse, rule,
 *             rule_warehouse, setting, type_policy
 * Writes:     ready_contact, ready_warehouse
 * Called by:  follow_rule
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_prepare_rule;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_prepare_rule(IN this_rule INT, OUT written INT)
  COMMENT 'Makes a rule''s rows of ready_warehouse'
BEGIN
  DECLARE newest_movement, rule_exists, refuses, this_entity, assignee, contact_group, tells_source, tells_actor, takes_back, siblings, notifies_actor,
    keeps_events,
    event_type, reset_month, ref_width, this_slot, next_slot, known, recipients, oldest, clock_ahead, this_warehouse,
    warehouse_entity, contacts_before, contacts_written INT;
  DECLARE ended INT DEFAULT 0;
  DECLARE first_number, this_base, next_base BIGINT;
  DECLARE this_end DATETIME;
  DECLARE rule_name, this_subject, warehouse_ref, warehouse_label VARCHAR(255)
    CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE type, severity, category, wanted_sources, kind, strategy VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE head TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE words VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason, note, obstacle VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason_number, obstacle_number INT;
  DECLARE this_mask, counter, format VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE list, next_turns, those_warehouses MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE print CHAR(64) CHARACTER SET ascii;
  DECLARE warehouses CURSOR FOR
    SELECT w.warehouse_id FROM rule_warehouse AS w WHERE w.rule_id = this_rule;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET written = 0;
  SELECT MAX(r.id), MAX(r.entity), MAX(CONCAT('Rule ', r.id, ' (', r.label, ')')), MAX(r.assignee_id),
    MAX(r.contact_group_id),
      MAX(r.type_code), MAX(r.severity_code), MAX(r.category_code), MAX(r.subject), MAX(r.message),
      COALESCE(MAX(IF(r.grouped_by = 'operation', 'operation', NULL)), 'opened'), COALESCE(MAX(r.notify_actor), 1),
      COALESCE(MAX(IF(r.enabled, r.sources, '')), 'any'),
      COALESCE(MAX(CASE WHEN FIND_IN_SET('transfer', r.sources) = 0 OR FIND_IN_SET('correction', r.sources) = 0
          OR CONCAT(r.subject, r.message) LIKE '%\_\_SOURCE\_\_%' THEN 2
        WHEN r.sources <> 'transfer,reception,return,correction,inventory,other,manufacturing' THEN 1 END), 0),
      COALESCE(MAX(CONCAT(r.subject, r.message) LIKE '%\_\_USER\_%'), 0),
      COALESCE(MAX(CONCAT(r.assignment)), 'fixed')
    INTO rule_exists, this_entity, rule_name, assignee, contact_group,
      type, severity, category, this_subject, this_message,
      kind, notifies_actor, wanted_sources, tells_source, tells_actor, strategy
    FROM rule AS r WHERE r.id = this_rule;
  /* Goods that come back, and that move on between warehouses of one rule, are told by their source. */
  SELECT COALESCE(MAX(IF(p.done_when = 'goods_left', 1, 0)), 0) INTO takes_back FROM (
    SELECT b.done_when FROM type_policy AS b WHERE b.entity IN (0, this_entity) AND b.type_code IN ('*', type)
      ORDER BY b.entity DESC, b.type_code = '*' LIMIT 1) AS p;
  SELECT COUNT(*) INTO siblings FROM rule_warehouse AS w WHERE w.rule_id = this_rule;
  SET tells_source = IF(takes_back, GREATEST(tells_source, IF(siblings > 1, 2, 1)), tells_source);
  SELECT @SETTING_on_error@ = 'refuse', @SETTING_recipients_per_ticket@, NULLIF(@SETTING_oldest_movement_days@, 0),
      IF(@SETTING_seen_before_days@ = 0, REPLACE(this_message, '__SEEN_BEFORE__', ''), this_message)
    INTO refuses, recipients, oldest, this_message;
  SELECT COALESCE(MAX(c.ahead), TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(),
    CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@GLOBAL.time_zone)))
    INTO clock_ahead FROM erp_clock AS c WHERE c.number = 1;
  reading: BEGIN
    DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION
    BEGIN
      GET DIAGNOSTICS CONDITION 1 reason_number = MYSQL_ERRNO, reason = MESSAGE_TEXT;
      /* Servers keep 128 characters of a message that is raised. */
      SET reason_number = NULLIF(reason_number, 1644), reason = IF(CHAR_LENGTH(reason) > 128,
        CONCAT(LEFT(reason, 127), '…'), reason);
    END;
    IF rule_exists IS NULL THEN
      CALL refuse(CONCAT('The warehouse is watched by rule ', this_rule,
        ', which does not exist: correct table rule_warehouse.'));
    ELSEIF wanted_sources = '' THEN
      LEAVE reading;
    END IF;
    CALL erp_check_rule(rule_name, this_entity, assignee, contact_group, type, severity, category);
    CALL erp_numbering(this_entity, this_mask, first_number, reset_month, this_lang, keeps_events);
    CALL find_series(this_entity, this_mask, reset_month, this_slot, this_base, this_end, next_slot, next_base);
    SET @REF_FORMAT@;
    SELECT CONCAT('<table class="ticketstock" border="1" cellpadding="4"><tr>',
      GROUP_CONCAT('<th align="left">', l.label, '</th>'
        ORDER BY FIELD(l.code, 'PRODUCT', 'QUANTITY', 'LOT', 'WAREHOUSE') SEPARATOR ''), '</tr>')
      INTO head FROM code_label AS l WHERE l.dictionary = 'column' AND l.lang = this_lang;
    IF keeps_events THEN
      SELECT MAX(a.id) INTO event_type FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_actioncomm` AS a @BASE_TABLE@
        WHERE a.code = 'AC_OTH_AUTO';
      SELECT MAX(l.label) INTO words FROM code_label AS l WHERE l.dictionary = 'event' AND l.code = 'CREATED'
        AND l.lang = this_lang;
      IF event_type IS NULL THEN
        CALL refuse('The ERP lacks event type AC_OTH_AUTO (c_actioncomm), which events of tickets need.');
      END IF;
    END IF;
    CALL erp_list_contacts(this_rule, this_entity, assignee, contact_group, recipients, strategy <> 'fixed',
      notifies_actor AND strategy = 'fixed', list, note);
    IF strategy <> 'fixed' THEN
      CALL erp_prepare_turns(this_rule, this_entity, assignee, contact_group, recipients, strategy, newest_movement,
        those_warehouses, next_turns);
    END IF;
  END;
  OPEN warehouses;
  FETCH warehouses INTO this_warehouse;
  WHILE NOT ended DO
    SET obstacle = NULL, obstacle_number = NULL, warehouse_ref = NULL, warehouse_label = NULL;
    BEGIN
      DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 obstacle_number = MYSQL_ERRNO, obstacle = MESSAGE_TEXT;
        SET obstacle = IF(CHAR_LENGTH(obstacle) > 128, CONCAT(LEFT(obstacle, 127), '…'), obstacle);
      END;
      SELECT MAX(e.entity), MAX(e.ref), MAX(e.lieu) INTO warehouse_entity, warehouse_ref, warehouse_label
        FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@ WHERE e.rowid = this_warehouse;
    END;
    SET obstacle = CASE WHEN obstacle IS NOT NULL THEN obstacle
      WHEN warehouse_entity IS NULL THEN 'The movement''s warehouse is not in the ERP''s table of warehouses.'
      WHEN warehouse_entity <> this_entity THEN
        LEFT(CONCAT(rule_name, ': warehouse ', this_warehouse, ' belongs to another entity, ', warehouse_entity, '.'),
          128) END;
    SET print = SHA2(JSON_ARRAY(SHA2(list, 256), @READY_VALUES@), 256);
    SELECT COALESCE(MAX(r.fingerprint = print), 0), COALESCE(MAX(r.contact_version), 0) INTO known, contacts_before
      FROM ready_warehouse AS r WHERE r.warehouse_id = this_warehouse;
    SELECT known AND COUNT(*) = COALESCE(JSON_LENGTH(list), 0) INTO known
      FROM ready_contact AS c WHERE c.warehouse_id = this_warehouse AND c.version = contacts_before;
    IF known = 0 THEN
      CALL write_contacts(this_warehouse, list, contacts_written);
      REPLACE INTO ready_warehouse SET warehouse_id = this_warehouse, fingerprint = print,
        contact_version = contacts_written, turns = next_turns, turns_after = newest_movement,
        turn_warehouses = those_warehouses,
        @READY_ROW@;
      DELETE FROM ready_contact WHERE warehouse_id = this_warehouse
        AND version NOT IN (contacts_before, contacts_written) AND made_at < UTC_TIMESTAMP() - INTERVAL 10 MINUTE;
      SET written = written + 1;
    ELSEIF strategy <> 'fixed' THEN
      UPDATE ready_warehouse AS r
        SET r.turns = next_turns, r.turns_after = newest_movement, r.turn_warehouses = those_warehouses
        WHERE r.warehouse_id = this_warehouse;
    END IF;
    FETCH warehouses INTO this_warehouse;
  END WHILE;
  CLOSE warehouses;
END//
DELIMITER ;

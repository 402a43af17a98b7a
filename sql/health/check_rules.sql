/*
 * health_check's part on what the ERP has to give: rules that fit, links, a sender.
 *
 * Reads:      erp_mail_setting, llx_user, llx_usergroup_user, rule, setting
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_rules;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_rules()
  COMMENT 'Part of health_check: rules against the ERP'
BEGIN
  DECLARE ended, number INT DEFAULT 0;
  DECLARE this_entity, assignee, contact_group, disabled INT;
  DECLARE rule_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE type, severity, category VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE on_error VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_mask VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reset_month, keeps_events INT;
  DECLARE first_number BIGINT;
  DECLARE rules CURSOR FOR
    SELECT CONCAT('Rule ', r.id, ' (', r.label, ')'), r.entity, r.assignee_id, r.contact_group_id, r.type_code,
      r.severity_code, r.category_code
      FROM rule AS r WHERE r.enabled = 1;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN rules;
  FETCH rules INTO rule_name, this_entity, assignee, contact_group, type, severity, category;
  WHILE NOT ended DO
    SET number = number + 1;
    BEGIN
      DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
      DECLARE EXIT HANDLER FOR SQLEXCEPTION
      BEGIN
        GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
        SELECT @SETTING_on_error@ INTO on_error;
        INSERT INTO finding VALUES ('error', 'rule', CONCAT(reason, IF(on_error = 'refuse', ' Its movements are refused.', ' Its movements open no ticket.')), '',
          CONCAT('Correct the rule or the ERP.', IF(on_error = 'refuse', ' To book goods meanwhile: UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ''record'' WHERE name = ''on_error''', '')));
      END;
      CALL erp_check_rule(rule_name, this_entity, assignee, contact_group, type, severity, category);
      CALL erp_numbering(this_entity, this_mask, first_number, reset_month, this_lang, keeps_events);
    END;
    FETCH rules INTO rule_name, this_entity, assignee, contact_group, type, severity, category;
  END WHILE;
  CLOSE rules;
  IF number = 0 THEN
    SELECT MIN(r.id) INTO disabled FROM rule AS r;
    INSERT INTO finding VALUES ('warning', 'rule', 'No rule is enabled: no movement opens a ticket.',
      COALESCE(CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.rule SET enabled = 1 WHERE id = ', disabled), ''),
      'A new one, with your warehouse, user, group and codes: CALL @TICKETSTOCK_SCHEMA@.add_rule(''After-sales'', ''SAV'', ''alice'', ''Workshop team'', ''ISSUE'', ''HIGH'', ''OTHER'', ''Returned: __PRODUCT_REF__'', ''__PRODUCT_LABEL__'')');
  END IF;
  INSERT INTO finding
    SELECT 'warning', 'rule', CONCAT('Rule ', r.id, ' (', r.label, '): its group has no active member.'),
        '', 'Only the assignee is told. Fill the group in the ERP or name another.'
      FROM rule AS r
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup_user` AS g @BASE_TABLE@ ON g.fk_usergroup = r.contact_group_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = g.fk_user AND u.statut = 1
      WHERE r.enabled = 1 GROUP BY r.id, r.label HAVING COUNT(u.rowid) = 0;
  /* One look at the view for all three: it reads the ERP's constants. */
  INSERT INTO finding
    SELECT IF(w.what = 'problem', 'error', 'warning'), 'mail',
        CASE w.what WHEN 'problem' THEN CONCAT('Entity ', m.entity, ' ', m.problem, '.')
          WHEN 'zone' THEN CONCAT('Setting mail_time_zone of entity ', m.entity, ' is "', m.zone, '": ', CONVERT(ticketstock_fault('zone', m.zone) USING utf8mb4), '.')
          ELSE CONCAT('Mails of entity ', m.entity, ' hold no working link.') END,
        CASE WHEN w.what = 'zone' THEN 'UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ''Europe/Paris'' WHERE name = ''mail_time_zone'''
          WHEN w.what = 'link' THEN 'UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ''https://erp.example.com'' WHERE name = ''erp_url'''
          WHEN m.problem LIKE '%mail_template%' THEN @INSTALL_AGAIN@
          ELSE CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.setting SET value = ''erp@example.com'' WHERE name = ''', IF(m.problem LIKE 'has an address for answers%', 'mail_reply_to', 'mail_sender'), '''') END,
        CASE WHEN w.what = 'zone' THEN 'Until then dates of mails are written in the host''s own zone. With the zone of your users.'
          WHEN w.what = 'link' THEN 'With the address of your ERP.'
          WHEN m.problem LIKE '%mail_template%' THEN 'Its mails wait. install.sql writes the texts that are missing; an emptied one is to be deleted before.'
          ELSE 'Its mails wait. With an address of yours.' END
      FROM erp_mail_setting AS m JOIN (SELECT 'problem' AS what UNION ALL SELECT 'zone' UNION ALL SELECT 'link') AS w
      WHERE m.entity IN (SELECT u.entity FROM rule AS u) AND CASE w.what WHEN 'problem' THEN m.problem IS NOT NULL
        WHEN 'zone' THEN m.zone IS NOT NULL AND ticketstock_fault('zone', m.zone) IS NOT NULL ELSE m.erp_url = '' END;
END//
DELIMITER ;

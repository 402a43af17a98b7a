/*
 * health_check's part on what rules watch and whom they tell: warehouses that are closed, gone or another entity's, rules
 * without one, warehouses whose rule is gone, recipients who get no mail.
 *
 * Reads:      erp_group_member, erp_mail_recipient, llx_entrepot, rule, rule_warehouse
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_watched;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_watched()
  COMMENT 'Part of health_check: watched warehouses, recipients'
BEGIN
  INSERT INTO finding
    SELECT IF(w.rule_id IS NULL OR r.id IS NOT NULL AND e.rowid IS NOT NULL AND e.entity = r.entity, 'warning', 'error'), 'rule',
        CASE WHEN r.id IS NULL THEN CONCAT('Warehouse ', COALESCE(e.ref, w.warehouse_id), ' is watched by rule ', w.rule_id, ', which does not exist: its movements open no ticket.')
          WHEN e.rowid IS NULL THEN CONCAT('Warehouse ', w.warehouse_id, ', which rule ', r.id, ' (', r.label, ') watches, is not in the ERP.')
          WHEN e.entity <> r.entity THEN CONCAT('Warehouse ', e.ref, ' is of entity ', e.entity, ' now, rule ', r.id, ' (', r.label, ') of entity ', r.entity, ': its movements open no ticket.')
          ELSE CONCAT('Warehouse ', e.ref, ', which rule ', r.id, ' (', r.label, ') watches, is closed in the ERP.') END,
        IF(r.id IS NULL OR e.rowid IS NULL, CONCAT('DELETE FROM @TICKETSTOCK_SCHEMA@.rule_warehouse WHERE warehouse_id = ', w.warehouse_id), ''),
        CASE WHEN r.id IS NULL OR e.rowid IS NULL THEN 'So it is watched no more. Or watch it by another: UPDATE @TICKETSTOCK_SCHEMA@.rule_warehouse SET rule_id = …'
          ELSE CONCAT('Change it in the ERP, or watch it no more: DELETE FROM @TICKETSTOCK_SCHEMA@.rule_warehouse WHERE warehouse_id = ', w.warehouse_id) END
      FROM rule_warehouse AS w LEFT JOIN rule AS r ON r.id = w.rule_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@ ON e.rowid = w.warehouse_id
      WHERE r.id IS NULL OR r.enabled = 1 AND (e.rowid IS NULL OR e.entity <> r.entity OR COALESCE(e.statut, 1) = 0) LIMIT 20;
  INSERT INTO finding
    SELECT 'error', 'rule', CONCAT('Warehouse ', w.warehouse_id, ' is watched in the schema ', w.erp_schema, ' and not in @ERP_SCHEMA@: its movements open no ticket.'),
        CONCAT('UPDATE @TICKETSTOCK_SCHEMA@.rule_warehouse SET erp_schema = ''@ERP_SCHEMA@'' WHERE warehouse_id = ', w.warehouse_id), 'Somebody has changed it, or the ERP''s schema was renamed.'
      FROM rule_warehouse AS w WHERE w.erp_schema <> '@ERP_SCHEMA@' LIMIT 20;
  INSERT INTO finding
    SELECT 'warning', 'rule', CONCAT('Rule ', r.id, ' (', r.label, ') watches no warehouse: it opens no ticket.'), '',
        CONCAT('CALL @TICKETSTOCK_SCHEMA@.watch_warehouse(', r.id, ', ''SAV'') with the ref of yours, or UPDATE @TICKETSTOCK_SCHEMA@.rule SET enabled = 0 WHERE id = ', r.id)
      FROM rule AS r LEFT JOIN rule_warehouse AS w ON w.rule_id = r.id WHERE r.enabled = 1 AND w.rule_id IS NULL LIMIT 20;
  INSERT INTO finding
    SELECT 'warning', 'rule', CONCAT('Rule ', d.id, ' (', d.label, ') tells ', d.login, ', who gets no mail: ', d.problem), '', 'Correct the user in the ERP.'
      FROM (SELECT r.id, r.label, u.login, u.problem, u.user_id FROM rule AS r JOIN erp_mail_recipient AS u ON u.user_id = r.assignee_id WHERE r.enabled = 1
        UNION SELECT r.id, r.label, u.login, u.problem, u.user_id FROM rule AS r
          JOIN erp_group_member AS g ON g.group_id = r.contact_group_id AND g.entity IN (0, r.entity)
          JOIN erp_mail_recipient AS u ON u.user_id = g.user_id AND u.active WHERE r.enabled = 1) AS d
      WHERE d.problem IS NOT NULL ORDER BY d.id, d.user_id LIMIT 20;
END//
DELIMITER ;

/*
 * The rules with names in place of ids, one row for each watched warehouse.
 *
 * Reads:      llx_entrepot, llx_user, llx_usergroup, rule, rule_warehouse
 * Public
 */
DROP VIEW IF EXISTS rule_overview;
CREATE DEFINER = `ticketstock`@`localhost` VIEW rule_overview AS
SELECT r.id AS rule_id, r.entity, r.label, r.enabled, e.ref AS warehouse, u.login AS assignee,
    g.nom AS contact_group, r.assignment, r.type_code, r.severity_code, r.category_code, r.subject
  FROM rule AS r
  LEFT JOIN rule_warehouse AS w ON w.rule_id = r.id
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e @BASE_TABLE@ ON e.rowid = w.warehouse_id
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = r.assignee_id
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup` AS g @BASE_TABLE@ ON g.rowid = r.contact_group_id;

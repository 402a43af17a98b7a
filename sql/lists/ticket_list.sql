/*
 * Every ticket with names instead of ids, without texts: for BI and export. Times show in the session's zone.
 *
 * Joins, not subqueries: MySQL refuses (1356) who is not the definer a view in which a subquery names a column from outside.
 *
 * Reads:      desk_ticket, llx_c_ticket_category, llx_c_ticket_severity, llx_c_ticket_type, llx_societe, llx_user
 * Public: report
 */
DROP VIEW IF EXISTS ticket_list;
CREATE DEFINER = `ticketstock`@`localhost` VIEW ticket_list AS
SELECT d.ticket_id, d.entity, d.ref, d.state, d.status, d.unread, d.waiting_since, d.type_code,
    COALESCE(t.label, d.type_code) AS type, d.severity_code, COALESCE(v.label, d.severity_code) AS severity, d.category_code,
    COALESCE(g.label, d.category_code) AS ticket_group, a.login AS assignee, c.login AS creator, s.nom AS thirdparty, d.opened_at, d.closed_at, d.last_customer_word_at, d.last_agent_word_at, d.episode, d.goods_due,
    d.goods_left, d.goods_value
  FROM desk_ticket AS d
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS t @BASE_TABLE@
    ON t.code = d.type_code COLLATE utf8mb4_unicode_ci AND t.entity = d.entity
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity` AS v @BASE_TABLE@
    ON v.code = d.severity_code COLLATE utf8mb4_unicode_ci AND v.entity = d.entity
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` AS g @BASE_TABLE@
    ON g.code = d.category_code COLLATE utf8mb4_unicode_ci AND g.entity = d.entity
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS a @BASE_TABLE@ ON a.rowid = d.assignee_id
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS c @BASE_TABLE@ ON c.rowid = d.creator_id
  LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ ON s.rowid = d.thirdparty_id;

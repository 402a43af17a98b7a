/*
 * Every ticket with names instead of ids, without texts: for BI and export. Times show in the session's zone.
 *
 * Reads:      desk_ticket, llx_c_ticket_category, llx_c_ticket_severity, llx_c_ticket_type, llx_societe, llx_user
 * Public: report
 */
DROP VIEW IF EXISTS ticket_list;
CREATE DEFINER = `ticketstock`@`localhost` VIEW ticket_list AS
SELECT d.ticket_id, d.entity, d.ref, d.state, d.status, d.unread, d.waiting_since, d.type_code,
    (SELECT MAX(t.label) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS t @BASE_TABLE@
      WHERE t.code = d.type_code COLLATE utf8mb4_unicode_ci) AS type,
    d.severity_code,
    (SELECT MAX(s.label) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity` AS s @BASE_TABLE@
      WHERE s.code = d.severity_code COLLATE utf8mb4_unicode_ci) AS severity,
    d.category_code,
    (SELECT MAX(c.label) FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` AS c @BASE_TABLE@
      WHERE c.code = d.category_code COLLATE utf8mb4_unicode_ci) AS ticket_group,
    (SELECT u.login FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = d.assignee_id) AS assignee,
    (SELECT u.login FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = d.creator_id) AS creator,
    (SELECT s.nom FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ WHERE s.rowid = d.thirdparty_id) AS thirdparty,
    d.opened_at, d.closed_at, d.last_customer_word_at, d.last_agent_word_at, d.episode, d.goods_due, d.goods_left
  FROM desk_ticket AS d;

/*
 * What types, severities and groups of tickets may be called: their codes, the dictionary's labels, labels by language.
 *
 * Reads:      code_label, llx_c_ticket_category, llx_c_ticket_severity, llx_c_ticket_type
 * Read by:    list_word
 * Internal
 */
DROP VIEW IF EXISTS desk_code;
CREATE DEFINER = `ticketstock`@`localhost` VIEW desk_code AS
SELECT 'type' AS dictionary, t.code, t.label FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS t @BASE_TABLE@
UNION ALL
SELECT 'severity', s.code, s.label FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity` AS s @BASE_TABLE@
UNION ALL
SELECT 'group', g.code, g.label FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` AS g @BASE_TABLE@
UNION ALL
SELECT IF(l.dictionary = 'category', 'group', l.dictionary), l.code, l.label FROM code_label AS l
  WHERE l.dictionary IN ('type', 'severity', 'category');

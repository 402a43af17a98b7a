/*
 * What holds for the tickets of each active type of each entity: the policy that fits best, who their agents are, and
 * whether they are given to them.
 *
 * Reads:      llx_c_ticket_type, llx_const, llx_user, llx_usergroup, type_agent, type_policy
 * Read by:    check_assignment
 * Public
 */
DROP VIEW IF EXISTS policy_overview;
CREATE DEFINER = `ticketstock`@`localhost` VIEW policy_overview AS
SELECT e.entity, @TYPE_CODE@ AS type_code, p.tell_agents, p.tell_customer, p.tell_answers, p.words_en, p.words_fr, p.assignment,
    p.done_when, p.documents, @CLOSING_VALUES@,
    CONCAT(IF(p.entity = 0, 'all entities', CONCAT('entity ', p.entity)), ', type ', p.type_code) AS set_for,
    (SELECT GROUP_CONCAT(@AGENT_NAME@, ' (', a.level, ')' ORDER BY a.level DESC, a.user_id, a.group_id SEPARATOR ', ')
      FROM type_agent AS a
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = a.user_id
      LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@usergroup` AS g @BASE_TABLE@ ON g.rowid = a.group_id
      WHERE a.entity IN (0, e.entity) AND a.type_code IN ('*', @TYPE_CODE@)) AS agents
  FROM (@SHOWN_ENTITIES@) AS e
  JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS t @BASE_TABLE@ ON t.active = 1 AND t.entity IN (0, e.entity)
  JOIN type_policy AS p ON p.entity IN (0, e.entity) AND p.type_code IN ('*', @TYPE_CODE@)
    AND NOT EXISTS (SELECT 1 FROM type_policy AS b WHERE b.entity IN (0, e.entity) AND b.type_code IN ('*', @TYPE_CODE@)
      AND (b.entity > p.entity OR b.entity = p.entity AND b.type_code <> '*' AND p.type_code = '*'));

/*
 * The caller's own tickets that are open: assigned to him, created by him, or he is a contact. Of a person, by
 * desk_account; every other account has none. Times show in the session's zone.
 *
 * Reads:      desk_account, desk_text, desk_ticket, llx_c_type_contact, llx_element_contact, llx_societe, llx_user
 * Public: agent
 */
DROP VIEW IF EXISTS my_tickets;
CREATE DEFINER = `ticketstock`@`localhost` VIEW my_tickets AS
SELECT d.ref, (SELECT b.subject FROM desk_text AS b WHERE b.ticket_id = d.ticket_id) AS subject, d.state, d.unread, d.waiting_since,
    d.type_code, d.severity_code,
    (SELECT u.login FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ WHERE u.rowid = d.assignee_id) AS assignee,
    (SELECT s.nom FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ WHERE s.rowid = d.thirdparty_id) AS thirdparty,
    d.opened_at
  FROM (
    SELECT d.ticket_id FROM desk_account AS a JOIN desk_ticket AS d ON d.assignee_id = a.user_id AND a.entity IN (0, d.entity)
      WHERE a.account = LEFT(USER(), CHAR_LENGTH(USER()) - LOCATE('@', REVERSE(USER()))) AND a.kind = 'person'
        AND d.state IN ('todo', 'doing')
    UNION
    SELECT d.ticket_id FROM desk_account AS a JOIN desk_ticket AS d ON d.creator_id = a.user_id AND a.entity IN (0, d.entity)
      WHERE a.account = LEFT(USER(), CHAR_LENGTH(USER()) - LOCATE('@', REVERSE(USER()))) AND a.kind = 'person'
        AND d.state IN ('todo', 'doing')
    UNION
    SELECT d.ticket_id FROM desk_account AS a
      JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@ ON c.fk_socpeople = a.user_id
      JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
        AND y.element = 'ticket' AND y.source = 'internal'
      JOIN desk_ticket AS d ON d.ticket_id = c.element_id AND a.entity IN (0, d.entity)
      WHERE a.account = LEFT(USER(), CHAR_LENGTH(USER()) - LOCATE('@', REVERSE(USER()))) AND a.kind = 'person'
        AND d.state IN ('todo', 'doing')
  ) AS mine
  JOIN desk_ticket AS d ON d.ticket_id = mine.ticket_id;

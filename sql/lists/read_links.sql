/*
 * Notes whose tickets these are, their contacts and their goods in desk_link, where lists look. Rows that are noted already
 * stay, with what the tickets have become.
 * To be called in a transaction that is READ COMMITTED: then INSERT … SELECT locks no row of the ERP.
 *
 * first_ticket  lowest rowid of the tickets
 * last_ticket   highest
 * first_change  lowest number of the changes in ticket_change that they are meant by; NULL: all tickets of the range
 * last_change   highest; NULL: as above
 *
 * Reads:      desk_ticket, grouped_movement, llx_c_type_contact, llx_element_contact, llx_stock_mouvement, llx_ticket,
 *             opened_ticket, ticket_change
 * Writes:     desk_link
 * Called by:  erp_read_desk, follow_links
 * Internal
 */
DROP PROCEDURE IF EXISTS read_links;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE read_links(IN first_ticket INT, IN last_ticket INT,
  IN first_change BIGINT UNSIGNED, IN last_change BIGINT UNSIGNED)
  COMMENT 'Notes whose tickets these are, contacts and goods for lists'
BEGIN
  INSERT IGNORE INTO desk_link (kind, number, opened_at, ticket_id, row_id, state, status, unread, assignee_id, creator_id,
      thirdparty_id, type_code, severity_code, category_code)
    SELECT w.kind, w.number, d.opened_at, d.ticket_id, w.row_id, d.state, d.status, d.unread, d.assignee_id, d.creator_id,
        d.thirdparty_id, d.type_code, d.severity_code, d.category_code
      FROM (
        SELECT 'own' AS kind, a.assignee_id AS number, a.ticket_id, a.ticket_id AS row_id FROM @THESE_TICKETS@ AS these
          STRAIGHT_JOIN desk_ticket AS a ON a.ticket_id = these.ticket_id AND a.assignee_id > 0
        UNION ALL
        SELECT 'own', a.creator_id, a.ticket_id, a.ticket_id FROM @THESE_TICKETS@ AS these
          STRAIGHT_JOIN desk_ticket AS a ON a.ticket_id = these.ticket_id AND a.creator_id > 0
        UNION ALL
        SELECT k.kind, c.fk_socpeople, c.element_id, IF(k.kind = 'own', c.element_id, c.rowid) FROM @THESE_TICKETS@ AS these
          STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@ ON c.element_id = these.ticket_id
          STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
            AND y.element = 'ticket'
          STRAIGHT_JOIN (SELECT 'user' AS kind UNION ALL SELECT 'contact' UNION ALL SELECT 'own') AS k
            ON (k.kind = 'contact') = (y.source <> 'internal')
        UNION ALL
        SELECT k.kind, CASE k.kind WHEN 'product' THEN m.fk_product WHEN 'warehouse' THEN m.fk_entrepot
            ELSE CRC32(LOWER(CONVERT(m.batch USING utf8mb4))) END, g.ticket_id, m.rowid
          FROM (
            SELECT o.ticket_id, o.track_id, o.movement_id FROM @THESE_TICKETS@ AS these
              STRAIGHT_JOIN opened_ticket AS o ON o.ticket_id = these.ticket_id
            UNION ALL
            SELECT o.ticket_id, o.track_id, b.movement_id FROM @THESE_TICKETS@ AS these
              STRAIGHT_JOIN opened_ticket AS o ON o.ticket_id = these.ticket_id
              STRAIGHT_JOIN grouped_movement AS b ON b.opened_number = o.number
          ) AS g
          STRAIGHT_JOIN desk_ticket AS a ON a.ticket_id = g.ticket_id AND a.track_id = g.track_id
          STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = g.movement_id
          STRAIGHT_JOIN (SELECT 'product' AS kind UNION ALL SELECT 'warehouse' UNION ALL SELECT 'lot') AS k
            ON k.kind <> 'lot' OR m.batch <> ''
      ) AS w
      STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = w.ticket_id
    ON DUPLICATE KEY UPDATE row_id = GREATEST(desk_link.row_id, w.row_id), state = d.state, status = d.status, unread = d.unread, assignee_id = d.assignee_id,
      creator_id = d.creator_id, thirdparty_id = d.thirdparty_id, type_code = d.type_code, severity_code = d.severity_code,
      category_code = d.category_code;
END//
DELIMITER ;

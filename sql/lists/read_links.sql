/*
 * Notes contacts and goods of tickets in desk_link, where lists look. What is noted already stays.
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
  COMMENT 'Notes contacts and goods of tickets for lists'
BEGIN
  INSERT IGNORE INTO desk_link (kind, number, opened_at, ticket_id, row_id)
    SELECT IF(y.source = 'internal', 'user', 'contact'), c.fk_socpeople, d.opened_at, d.ticket_id, c.rowid
      FROM @THESE_TICKETS@ AS these
      STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = these.ticket_id
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@element_contact` AS c @BASE_TABLE@ ON c.element_id = d.ticket_id
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_type_contact` AS y @BASE_TABLE@ ON y.rowid = c.fk_c_type_contact
        AND y.element = 'ticket';
  INSERT IGNORE INTO desk_link (kind, number, opened_at, ticket_id, row_id)
    SELECT k.kind, CASE k.kind WHEN 'product' THEN m.fk_product WHEN 'warehouse' THEN m.fk_entrepot
        ELSE CRC32(LOWER(CONVERT(m.batch USING utf8mb4))) END, d.opened_at, d.ticket_id, m.rowid
      FROM (
        SELECT o.ticket_id, o.track_id, o.movement_id FROM @THESE_TICKETS@ AS these
          STRAIGHT_JOIN opened_ticket AS o ON o.ticket_id = these.ticket_id
        UNION ALL
        SELECT o.ticket_id, o.track_id, m.movement_id FROM @THESE_TICKETS@ AS these
          STRAIGHT_JOIN opened_ticket AS o ON o.ticket_id = these.ticket_id
          STRAIGHT_JOIN grouped_movement AS m ON m.opened_number = o.number
      ) AS w
      STRAIGHT_JOIN desk_ticket AS d ON d.ticket_id = w.ticket_id AND d.track_id = w.track_id
      STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = w.movement_id
      STRAIGHT_JOIN (SELECT 'product' AS kind UNION ALL SELECT 'warehouse' UNION ALL SELECT 'lot') AS k
        ON k.kind <> 'lot' OR m.batch <> '';
END//
DELIMITER ;

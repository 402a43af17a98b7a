/*
 * Finds the earlier tickets of the goods that have opened a ticket: rows of the new temporary table seen_before, at most
 * five, the newest first.
 *
 * this_ticket  rowid in the ERP, of a ticket that goods have opened
 * this_track   its track_id
 * this_entity  its entity
 * most_days    setting seen_before_days
 *
 * Of each product and lot the newest ticket that is at least a minute older: what an operation opens at a time has not come
 * back. desk_link finds the lot; movements are read by their key. Goods without a lot are not told apart.
 *
 * Reads:      desk_link, desk_ticket, grouped_movement, llx_stock_mouvement, opened_ticket
 * Writes:     seen_before
 * Called by:  erp_tell_seen
 * Internal
 */
/* As begin_claim(): any engine will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS erp_find_seen;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_find_seen(IN this_ticket INT,
  IN this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin, IN this_entity INT, IN most_days INT)
  COMMENT 'Finds the earlier tickets of the goods of a ticket'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS seen_before;
  CREATE TEMPORARY TABLE seen_before (
    number INT NOT NULL AUTO_INCREMENT PRIMARY KEY, lot VARCHAR(255) NOT NULL, ticket_id INT NOT NULL, days INT NOT NULL
  ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  INSERT INTO seen_before (lot, ticket_id, days)
    SELECT f.lot, f.found + 0, TIMESTAMPDIFF(DAY, k.opened_at, f.opened)
      FROM (
        SELECT MAX(CONVERT(m.batch USING utf8mb4)) AS lot, MAX(g.opened_at) AS opened,
            SUBSTRING(MAX(CONCAT(DATE_FORMAT(l.opened_at, '%Y%m%d%H%i%s'), LPAD(l.ticket_id, 10, '0'))), 15) AS found
          FROM (
            SELECT o.movement_id, o.opened_at FROM opened_ticket AS o
              WHERE o.ticket_id = this_ticket AND o.track_id = this_track
            UNION ALL
            SELECT b.movement_id, o.opened_at FROM opened_ticket AS o
              STRAIGHT_JOIN grouped_movement AS b ON b.opened_number = o.number
              WHERE o.ticket_id = this_ticket AND o.track_id = this_track
          ) AS g
          STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = g.movement_id AND m.batch <> ''
          STRAIGHT_JOIN desk_link AS l ON l.kind = 'lot' AND l.number = CRC32(LOWER(CONVERT(m.batch USING utf8mb4)))
            AND l.opened_at BETWEEN g.opened_at - INTERVAL most_days DAY AND g.opened_at - INTERVAL 1 MINUTE AND l.ticket_id <> this_ticket
          STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS e @BASE_TABLE@ ON e.rowid = l.row_id
            AND e.fk_product = m.fk_product AND @EARLIER_LOT@ = @MOVED_LOT@
          STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = l.ticket_id AND k.entity = this_entity
          GROUP BY m.fk_product, @MOVED_LOT@
      ) AS f JOIN desk_ticket AS k ON k.ticket_id = f.found + 0
      ORDER BY f.found DESC LIMIT 5;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

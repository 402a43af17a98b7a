/*
 * A step of deleting old goods: of the next thousand lines those of tickets that are closed, or not in the ERP any more, and of
 * which no goods are there and no movement was counted since. All lines of a ticket go together, with what took them.
 *
 * oldest     moment, UTC
 * last_line  IN: number of the last line that was looked at; OUT: the last of these; NULL: there are none that are so old
 *
 * To be called in a transaction of begin_changes(), while no turn of following is at work.
 *
 * Reads:      desk_ticket, goods_due, goods_match, goods_movement, goods_old
 * Writes:     desk_ticket, goods_due, goods_match, goods_old
 * Called by:  delete_old_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS delete_goods_lines;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE delete_goods_lines(IN oldest DATETIME(3), INOUT last_line BIGINT UNSIGNED)
  COMMENT 'A step of deleting lines of tickets closed long ago'
BEGIN
  DECLARE first_line BIGINT UNSIGNED DEFAULT last_line + 1;
  SELECT IF(COALESCE(MIN(n.entered_at) < oldest, 1), MAX(n.id), NULL) INTO last_line
    FROM (SELECT g.id, g.entered_at FROM goods_due AS g WHERE g.id >= first_line ORDER BY g.id LIMIT 1000) AS n;
  DELETE FROM goods_old WHERE number > 0;
  INSERT INTO goods_old
    SELECT DISTINCT g.opened_number FROM goods_due AS g
      LEFT JOIN desk_ticket AS k ON k.ticket_id = g.ticket_id AND k.track_id = CONVERT(g.track_id USING utf8mb4) COLLATE utf8mb4_bin
      WHERE g.id >= first_line AND g.id <= last_line AND COALESCE(k.state = 'closed' AND k.closed_at < oldest, k.ticket_id IS NULL)
        AND NOT EXISTS (SELECT 1 FROM goods_due AS n WHERE n.opened_number = g.opened_number AND (n.gone = 0 OR n.entered_at >= oldest))
        AND NOT EXISTS (SELECT 1 FROM goods_due AS n STRAIGHT_JOIN goods_match AS b ON b.goods_due_id = n.id
          STRAIGHT_JOIN goods_movement AS x ON x.id = b.goods_movement_id
          WHERE n.opened_number = g.opened_number AND x.followed_at >= oldest);
  DELETE b FROM goods_old AS o STRAIGHT_JOIN goods_due AS g ON g.opened_number = o.number
    STRAIGHT_JOIN goods_match AS b ON b.goods_due_id = g.id;
  UPDATE goods_old AS o STRAIGHT_JOIN goods_due AS g ON g.opened_number = o.number
    STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = g.ticket_id AND k.track_id = CONVERT(g.track_id USING utf8mb4) COLLATE utf8mb4_bin
    SET k.goods_due = NULL, k.goods_left = NULL;
  DELETE g FROM goods_old AS o STRAIGHT_JOIN goods_due AS g ON g.opened_number = o.number;
END//
DELIMITER ;

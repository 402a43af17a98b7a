/*
 * A step of deleting old goods: of the next thousand counted movements those that no line names. What came back or moved on
 * stays known: else it would be taken for goods that entered and opened no ticket (find_missed_movements).
 *
 * oldest         moment, UTC
 * last_movement  IN: goods_movement.id of the last that was looked at; OUT: the last of these; NULL: there are none that are so old
 *
 * To be called in a transaction of begin_changes(), while no turn of following is at work.
 *
 * Reads:      goods_match, goods_movement, goods_old
 * Writes:     goods_movement, goods_old
 * Called by:  delete_old_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS delete_goods_movements;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE delete_goods_movements(IN oldest DATETIME(3), INOUT last_movement BIGINT UNSIGNED)
  COMMENT 'A step of deleting movements counted long ago'
BEGIN
  DECLARE first_movement BIGINT UNSIGNED DEFAULT last_movement + 1;
  SELECT MAX(n.id) INTO last_movement
    FROM (SELECT x.id FROM goods_movement AS x WHERE x.id >= first_movement AND x.followed_at < oldest ORDER BY x.id LIMIT 1000) AS n;
  DELETE FROM goods_old WHERE number > 0;
  INSERT INTO goods_old
    SELECT x.id FROM goods_movement AS x
      WHERE x.id >= first_movement AND x.id <= last_movement AND x.followed_at < oldest AND x.kind NOT IN ('returned', 'moved')
        AND NOT EXISTS (SELECT 1 FROM goods_match AS b WHERE b.goods_movement_id = x.id);
  DELETE x FROM goods_old AS o STRAIGHT_JOIN goods_movement AS x ON x.id = o.number;
END//
DELIMITER ;

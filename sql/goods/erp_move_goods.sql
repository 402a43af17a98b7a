/*
 * Lets goods move on with their ticket: what a transfer took out of another warehouse of the same rule is there again, in
 * this one, as lines of the same tickets. What it took besides becomes goods of the first of these.
 *
 * this_movement  goods_movement.id of the movement by which they entered
 * this_rule      rule that watches the warehouse
 * moved          OUT: 1: they belong to tickets; 0: nothing was done, they do not, or to closed ones only
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      desk_ticket, goods_due, goods_match, goods_movement, llx_ticket, rule_warehouse, ticket_deadline
 * Writes:     goods_due, goods_match, goods_movement, goods_touched
 * Called by:  erp_follow_movement
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_move_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_move_goods(IN this_movement BIGINT UNSIGNED, IN this_rule INT, OUT moved INT)
  COMMENT 'Lets goods move on with their ticket'
BEGIN
  DECLARE source, open_due BIGINT UNSIGNED;
  DECLARE besides DECIMAL(24,8);
  SELECT MAX(x.id), MAX(x.quantity) INTO source, besides
    FROM goods_movement AS r
    STRAIGHT_JOIN goods_movement AS x ON x.movement_id BETWEEN r.movement_id - 200 AND r.movement_id - 1 AND x.kind = 'left'
      AND x.product_id = r.product_id AND x.lot = r.lot AND x.quantity = r.quantity AND x.code = r.code
      AND x.warehouse_id <> r.warehouse_id AND x.returned = 0
    STRAIGHT_JOIN rule_warehouse AS w ON w.warehouse_id = x.warehouse_id AND w.rule_id = this_rule
    WHERE r.id = this_movement
      AND NOT EXISTS (SELECT 1 FROM goods_match AS b WHERE b.goods_movement_id = x.id AND b.moved = 1);
  SELECT MIN(g.id), besides - COALESCE((SELECT SUM(s.quantity) FROM goods_match AS s WHERE s.goods_movement_id = source), 0)
    INTO open_due, besides
    FROM goods_match AS b STRAIGHT_JOIN goods_due AS g ON g.id = b.goods_due_id
    STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = g.ticket_id AND g.track_id <=> @TICKET_ASCII_TRACK@
    WHERE b.goods_movement_id = source AND b.quantity > 0 AND (COALESCE(t.fk_statut, 0) NOT IN (8, 9) OR @CLOSED_BY_GOODS@);
  SET moved = open_due IS NOT NULL;
  IF moved THEN
    INSERT INTO goods_due (ticket_id, track_id, opened_number, entity, movement_id, product_id, warehouse_id, lot, quantity,
        remaining, moved_from, price, label_ref, entered_at)
      SELECT g.ticket_id, g.track_id, g.opened_number, g.entity, r.movement_id, g.product_id, r.warehouse_id, g.lot, b.quantity,
          b.quantity, g.id, g.price, NULL, g.entered_at
        FROM goods_movement AS r STRAIGHT_JOIN goods_match AS b ON b.goods_movement_id = source
        STRAIGHT_JOIN goods_due AS g ON g.id = b.goods_due_id
        WHERE r.id = this_movement ORDER BY g.id;
    IF besides > 0 THEN
      INSERT INTO goods_due (ticket_id, track_id, opened_number, entity, movement_id, product_id, warehouse_id, lot, quantity,
          remaining, price, entered_at)
        SELECT g.ticket_id, g.track_id, g.opened_number, g.entity, r.movement_id, g.product_id, r.warehouse_id, r.lot, besides,
            besides, g.price, UTC_TIMESTAMP()
          FROM goods_movement AS r STRAIGHT_JOIN goods_due AS g ON g.id = open_due WHERE r.id = this_movement;
      UPDATE goods_movement SET spare = 0, has_spare = 0 WHERE id = source;
    END IF;
    UPDATE goods_match SET moved = 1 WHERE goods_movement_id = source;
    INSERT IGNORE INTO goods_touched (ticket_id, goods_movement_id, track_id)
      SELECT g.ticket_id, this_movement, g.track_id
        FROM goods_match AS b STRAIGHT_JOIN goods_due AS g ON g.id = b.goods_due_id WHERE b.goods_movement_id = source;
    DELETE FROM goods_touched WHERE goods_movement_id = source;
  END IF;
END//
DELIMITER ;

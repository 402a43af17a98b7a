/*
 * Undoes movements that left, because their document was reopened or deleted: the goods are there again, of the tickets
 * that they were taken from.
 *
 * this_movement  goods_movement.id of the movement by which they came back
 * undone         OUT: 1: the goods are those of tickets; 0: nothing was done, they are not, or of closed ones only
 *
 * A ticket is one that somebody will look at again if it is open, or was closed by itself. The newest movement is undone
 * first, and of it what it took last. What others have taken out meanwhile and nobody had is matched with what is there again.
 * To be called in a transaction of begin_changes().
 *
 * Reads:      desk_ticket, goods_due, goods_match, goods_movement, llx_stock_mouvement, llx_ticket, ticket_deadline
 * Writes:     goods_due, goods_match, goods_movement, goods_touched
 * Called by:  erp_follow_movement
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_return_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_return_goods(IN this_movement BIGINT UNSIGNED, OUT undone INT)
  COMMENT 'Undoes movements that left: the goods are there again'
BEGIN
  DECLARE product, warehouse, erp_movement, this_ticket, ended INT DEFAULT 0;
  DECLARE this_lot VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_origin, this_document VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE that_movement, last_movement, this_due BIGINT UNSIGNED;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE to_return, back, of_it DECIMAL(24,8);
  DECLARE taken CURSOR FOR
    SELECT x.id, g.id, g.ticket_id, g.track_id, b.quantity - b.returned
      FROM goods_movement AS x
      STRAIGHT_JOIN goods_match AS b ON b.goods_movement_id = x.id AND b.quantity > b.returned AND b.moved = 0
      STRAIGHT_JOIN goods_due AS g ON g.id = b.goods_due_id
      WHERE x.product_id = product AND x.warehouse_id = warehouse AND x.lot = this_lot AND x.kind = 'left' AND x.movement_id < erp_movement
        AND (x.origin = this_origin OR this_origin IS NULL AND x.label_ref = this_document)
      ORDER BY x.movement_id DESC, g.id DESC;
  DECLARE spare CURSOR FOR
    SELECT DISTINCT x.id FROM goods_match AS b STRAIGHT_JOIN goods_due AS g ON g.id = b.goods_due_id
      STRAIGHT_JOIN goods_movement AS x ON x.product_id = g.product_id AND x.warehouse_id = g.warehouse_id
        AND x.has_spare = 1 AND x.movement_id > g.movement_id
      STRAIGHT_JOIN @MOVEMENT_OF_SPARE@
      WHERE b.goods_movement_id = this_movement
        AND NOT IF(this_origin IS NULL, x.label_ref <=> this_document, x.origin <=> this_origin) ORDER BY x.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT MAX(x.product_id), MAX(x.warehouse_id), MAX(x.movement_id), MAX(x.lot), MAX(x.origin), MAX(x.label_ref), MAX(x.quantity)
    INTO product, warehouse, erp_movement, this_lot, this_origin, this_document, to_return
    FROM goods_movement AS x WHERE x.id = this_movement;
  SELECT COUNT(*) INTO undone
    FROM goods_movement AS x
    STRAIGHT_JOIN goods_match AS b ON b.goods_movement_id = x.id AND b.quantity > b.returned AND b.moved = 0
    STRAIGHT_JOIN goods_due AS g ON g.id = b.goods_due_id
    STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = g.ticket_id AND g.track_id <=> @TICKET_ASCII_TRACK@
    WHERE x.product_id = product AND x.warehouse_id = warehouse AND x.lot = this_lot AND x.kind = 'left' AND x.movement_id < erp_movement
      AND (x.origin = this_origin OR this_origin IS NULL AND x.label_ref = this_document)
      AND (COALESCE(t.fk_statut, 0) NOT IN (8, 9) OR @CLOSED_BY_GOODS@);
  IF undone THEN
    SET undone = 1, ended = 0;
    OPEN taken;
    FETCH taken INTO that_movement, this_due, this_ticket, this_track, of_it;
    WHILE NOT ended AND to_return > 0 DO
      SET back = LEAST(to_return, of_it), to_return = to_return - back, last_movement = that_movement;
      UPDATE goods_match SET returned = returned + back WHERE goods_movement_id = that_movement AND goods_due_id = this_due;
      UPDATE goods_movement SET returned = returned + back WHERE id = that_movement;
      UPDATE goods_due SET remaining = remaining + back, gone = 0 WHERE id = this_due;
      INSERT INTO goods_match (goods_movement_id, goods_due_id, movement_id, quantity)
        VALUES (this_movement, this_due, erp_movement, -back)
        ON DUPLICATE KEY UPDATE quantity = goods_match.quantity - back;
      INSERT IGNORE INTO goods_touched (ticket_id, goods_movement_id, track_id) VALUES (this_ticket, this_movement, this_track);
      FETCH taken INTO that_movement, this_due, this_ticket, this_track, of_it;
    END WHILE;
    CLOSE taken;
    UPDATE goods_movement SET returned = returned + LEAST(spare, to_return), has_spare = spare > to_return,
      spare = GREATEST(spare - to_return, 0) WHERE id = last_movement;
    SET ended = 0;
    OPEN spare;
    FETCH spare INTO that_movement;
    WHILE NOT ended DO
      CALL match_goods(that_movement);
      SET ended = 0;
      FETCH spare INTO that_movement;
    END WHILE;
    CLOSE spare;
  END IF;
END//
DELIMITER ;

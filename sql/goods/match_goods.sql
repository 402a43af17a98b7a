/*
 * Finds the goods that a movement has taken out of a warehouse: of what it has to spare, as much as there are lines of the
 * product there. First those of the document that it takes back, then the lot's own, then those without a lot; of each the
 * first in. A movement without a lot takes those without first, then of any lot. Never of another lot, and never what
 * entered after it.
 *
 * this_movement  goods_movement.id
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      goods_due, goods_movement
 * Writes:     goods_due, goods_match, goods_movement, goods_touched
 * Called by:  erp_count_new_goods, erp_follow_movement, erp_return_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS match_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE match_goods(IN this_movement BIGINT UNSIGNED)
  COMMENT 'Finds the goods that a movement has taken'
BEGIN
  DECLARE product, warehouse, erp_movement, this_ticket INT;
  DECLARE step INT DEFAULT 1;
  DECLARE this_lot VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_document VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_due BIGINT UNSIGNED;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE to_take, there, taken DECIMAL(24,8);
  SELECT MAX(x.product_id), MAX(x.warehouse_id), MAX(x.movement_id), MAX(x.lot), MAX(x.label_ref), MAX(x.spare)
    INTO product, warehouse, erp_movement, this_lot, this_document, to_take
    FROM goods_movement AS x WHERE x.id = this_movement;
  WHILE to_take > 0 AND step <= 3 DO
    SET this_due = NULL;
    BEGIN
      DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
      IF step = 1 AND this_document IS NOT NULL THEN
        SELECT g.id, g.ticket_id, g.track_id, g.remaining INTO this_due, this_ticket, this_track, there FROM goods_due AS g
          WHERE g.product_id = product AND g.warehouse_id = warehouse AND g.gone = 0 AND g.movement_id < erp_movement
            AND g.lot = this_lot AND g.label_ref = this_document
          ORDER BY g.movement_id, g.id LIMIT 1;
      ELSEIF step = 2 THEN
        SELECT g.id, g.ticket_id, g.track_id, g.remaining INTO this_due, this_ticket, this_track, there FROM goods_due AS g
          WHERE g.product_id = product AND g.warehouse_id = warehouse AND g.gone = 0 AND g.movement_id < erp_movement
            AND g.lot = this_lot
          ORDER BY g.movement_id, g.id LIMIT 1;
      ELSEIF step = 3 THEN
        SELECT g.id, g.ticket_id, g.track_id, g.remaining INTO this_due, this_ticket, this_track, there FROM goods_due AS g
          WHERE g.product_id = product AND g.warehouse_id = warehouse AND g.gone = 0 AND g.movement_id < erp_movement
            AND (this_lot = '' OR g.lot = '')
          ORDER BY g.movement_id, g.id LIMIT 1;
      END IF;
    END;
    IF this_due IS NULL THEN
      SET step = step + 1;
    ELSE
      SET taken = LEAST(to_take, there), to_take = to_take - taken;
      UPDATE goods_due SET remaining = there - taken, gone = (there = taken) WHERE id = this_due;
      INSERT INTO goods_match (goods_movement_id, goods_due_id, movement_id, quantity)
        VALUES (this_movement, this_due, erp_movement, taken)
        ON DUPLICATE KEY UPDATE quantity = goods_match.quantity + taken;
      INSERT IGNORE INTO goods_touched (ticket_id, goods_movement_id, track_id) VALUES (this_ticket, this_movement, this_track);
    END IF;
  END WHILE;
  UPDATE goods_movement SET spare = to_take, has_spare = to_take > 0 WHERE id = this_movement;
END//
DELIMITER ;

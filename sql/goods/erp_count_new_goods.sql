/*
 * Writes the lines of goods_due of tickets that have none yet: of the movement that opened the ticket, and of those that
 * were added to it. What has left of them meanwhile, before the ticket was there, is matched at once.
 *
 * counted  OUT: how many tickets; 0: all have theirs
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      goods_due, goods_movement, goods_new, grouped_movement, llx_product, llx_stock_mouvement, opened_ticket
 * Writes:     goods_due, goods_new, goods_touched, opened_ticket
 * Called by:  erp_follow_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_count_new_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_count_new_goods(OUT counted INT)
  COMMENT 'Writes the lines of tickets that have none yet'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_movement BIGINT UNSIGNED;
  DECLARE already_left CURSOR FOR
    SELECT DISTINCT x.id FROM goods_new AS n STRAIGHT_JOIN goods_due AS g ON g.opened_number = n.number
      STRAIGHT_JOIN goods_movement AS x ON x.product_id = g.product_id AND x.warehouse_id = g.warehouse_id
        AND x.has_spare = 1 AND x.movement_id > g.movement_id
      /* After a restore of the ERP it may be no movement of its any more. */
      STRAIGHT_JOIN @MOVEMENT_OF_SPARE@
      ORDER BY x.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DELETE FROM goods_new WHERE number > 0;
  /* The same tickets in every statement: others are committed in between. */
  INSERT INTO goods_new SELECT o.number FROM opened_ticket AS o WHERE o.goods_seen = 0 ORDER BY o.number LIMIT 200;
  SELECT COUNT(*) INTO counted FROM goods_new;
  IF counted THEN
    INSERT INTO goods_due (@DUE_COLUMNS@)
      SELECT @DUE_VALUES@
        FROM goods_new AS n STRAIGHT_JOIN opened_ticket AS o ON o.number = n.number
        STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = o.movement_id AND m.value > 0
          AND COALESCE(o.movement_print, @MOVEMENT_PRINT@) = @MOVEMENT_PRINT@
        LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p @BASE_TABLE@ ON p.rowid = m.fk_product
        ORDER BY m.rowid;
    INSERT INTO goods_due (@DUE_COLUMNS@)
      SELECT @DUE_VALUES@
        FROM goods_new AS n STRAIGHT_JOIN opened_ticket AS o ON o.number = n.number
        STRAIGHT_JOIN grouped_movement AS b ON b.opened_number = o.number
        STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ ON m.rowid = b.movement_id AND m.value > 0
          AND COALESCE(b.movement_print, @MOVEMENT_PRINT@) = @MOVEMENT_PRINT@
        LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p @BASE_TABLE@ ON p.rowid = m.fk_product
        ORDER BY m.rowid;
    INSERT IGNORE INTO goods_touched (ticket_id, goods_movement_id, track_id)
      SELECT o.ticket_id, 0, o.track_id FROM goods_new AS n STRAIGHT_JOIN opened_ticket AS o ON o.number = n.number;
    OPEN already_left;
    FETCH already_left INTO this_movement;
    WHILE NOT ended DO
      CALL match_goods(this_movement);
      SET ended = 0;
      FETCH already_left INTO this_movement;
    END WHILE;
    CLOSE already_left;
    UPDATE goods_new AS n STRAIGHT_JOIN opened_ticket AS o ON o.number = n.number SET o.goods_seen = 1 WHERE o.goods_seen = 0;
  END IF;
END//
DELIMITER ;

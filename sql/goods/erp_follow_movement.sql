/*
 * Counts a movement: whose goods have left, come back or moved on. One that is counted already is passed over.
 *
 * this_movement  rowid of the movement in the ERP
 *
 * Goods that enter are given to it by the movement's trigger only where they may be those of a ticket; if they are not,
 * they open one now.
 * To be called in a transaction of begin_changes().
 *
 * Reads:      goods_movement, llx_stock_mouvement, rule_warehouse, setting
 * Writes:     goods_movement
 * Called by:  erp_follow_goods, erp_replay_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_follow_movement;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_follow_movement(IN this_movement INT)
  COMMENT 'Counts a movement of goods'
BEGIN
  DECLARE product, warehouse, actor, movement_type, origin_id, this_rule, known, counts, done INT;
  DECLARE print INT UNSIGNED;
  DECLARE value DECIMAL(24,8);
  DECLARE lot, code, origin_type, words, this_label_ref, this_document VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE number BIGINT UNSIGNED;
  SELECT MAX(@MOVEMENT_PRINT@), MAX(m.fk_product), MAX(m.fk_entrepot), MAX(m.fk_user_author), MAX(m.type_mouvement), MAX(m.fk_origin),
      CAST(MAX(m.value) AS DECIMAL(24,8)), COALESCE(MAX(CONVERT(m.batch USING utf8mb4)), ''),
      NULLIF(MAX(CONVERT(m.inventorycode USING utf8mb4)), ''), LOWER(SUBSTRING_INDEX(MAX(CONVERT(m.origintype USING utf8mb4)), '@', 1)),
      COALESCE(MAX(CONVERT(m.label USING utf8mb4)), ''), MAX(w.rule_id)
    INTO print, product, warehouse, actor, movement_type, origin_id, value, lot, code, origin_type, words, this_rule
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@ LEFT JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
    WHERE m.rowid = this_movement;
  SELECT COUNT(*) INTO known FROM goods_movement AS x WHERE x.movement_id = this_movement AND x.movement_print = print;
  IF value <> 0 AND NOT known THEN
    IF NOT COALESCE(origin_id, 0) > 0 OR origin_type IN ('', 'project', 'user') THEN
      SET origin_type = NULL;
    END IF;
    /* The word of a label in which there is a digit: Shipment SH2611-0001 deleted. */
    IF origin_type IN ('shipping', 'expedition', 'delivery', 'reception') OR origin_type IS NULL AND code IS NULL THEN
      SET this_label_ref = NULLIF(REGEXP_SUBSTR(words, '[^[:space:]]*[0-9][^[:space:]]*'), '');
    END IF;
    CALL erp_movement_document(origin_type, origin_id, words, this_document);
    SELECT @SETTING_count_inventory@ INTO counts;
    SET counts = counts OR NOT origin_type <=> 'inventory';
    INSERT INTO goods_movement (movement_id, movement_print, kind, product_id, warehouse_id, lot, quantity, spare, has_spare,
        origin, label_ref, code, document, actor_id)
      VALUES (this_movement, print, CASE WHEN value > 0 THEN 'opened' WHEN counts THEN 'left' ELSE 'inventory' END, product, warehouse,
        lot, ABS(value), IF(value < 0 AND counts, -value, 0), value < 0 AND counts, CONCAT(origin_type, ' ', origin_id), this_label_ref,
        code, this_document, actor);
    SET number = LAST_INSERT_ID();
    IF value < 0 AND counts THEN
      CALL match_goods(number);
    ELSEIF value > 0 THEN
      CALL erp_move_goods(number, this_rule, done);
      IF done THEN
        UPDATE goods_movement SET kind = 'moved' WHERE id = number;
      ELSE
        CALL erp_return_goods(number, done);
        IF done THEN
          UPDATE goods_movement SET kind = 'returned' WHERE id = number;
        ELSE
          CALL erp_open_returned(this_movement, print, this_rule);
        END IF;
      END IF;
    END IF;
  END IF;
END//
DELIMITER ;

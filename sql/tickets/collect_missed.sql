/*
 * Writes into the new temporary table missed_movement which movements should have left a trace and did not: goods that
 * entered a watched warehouse, of a source that its rule wants, without ticket, line of a ticket or incident of that
 * very movement.
 *
 * since      moment in the session's time zone
 * most_rows  how many of the newest rowids are looked at, at most; NULL: all
 * at_most    how many are collected; the oldest are
 *
 * The ERP has no index on time, but rowids grow with it: some 25 rows are read by their key to find the first one, then
 * those after it. A row that was changed later is younger (tms) than its rowid, so the first one is never taken too
 * high. A movement of before its warehouse was watched, or the rule enabled, is not missed (by tms and, since an
 * upgrade of the ERP may touch all rows, by datem, give or take a day for its zone), nor is one that is history
 * (oldest_movement_days). A cursor: INSERT … SELECT would lock the ERP's rows, wait for open movements and keep new
 * ones waiting.
 *
 * Reads:      goods_movement, grouped_movement, incident, llx_stock_mouvement, opened_ticket, ready_warehouse, rule,
 *             rule_warehouse, stock_change
 * Writes:     missed_movement
 * Called by:  erp_check_movements, find_missed_movements, open_missed
 * Internal
 */
/* As begin_claim(): any engine will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS erp_collect_missed;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_collect_missed(IN since DATETIME, IN most_rows INT,
  IN at_most INT)
  COMMENT 'Collects movements without a trace'
BEGIN
  DECLARE ended, lowest, highest, middle, found, third_party, origin_id, movement_type, product,
    this_movement INT DEFAULT 0;
  DECLARE found_at TIMESTAMP;
  DECLARE quantity DOUBLE;
  DECLARE wanted, this_source VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE origin_type, code, origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_date DATETIME;
  DECLARE warehouse, this_rule INT;
  DECLARE print INT UNSIGNED;
  DECLARE candidates CURSOR FOR
    SELECT m.rowid, m.datem, m.fk_entrepot, m.value, w.rule_id, @MOVEMENT_PRINT@, r.sources, m.origintype, m.fk_origin,
        m.inventorycode, m.type_mouvement, m.fk_product
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
      STRAIGHT_JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
      LEFT JOIN rule AS r ON r.id = w.rule_id
      LEFT JOIN ready_warehouse AS y ON y.warehouse_id = m.fk_entrepot
      WHERE m.rowid BETWEEN middle AND highest AND m.value > 0 AND m.tms >= since AND m.tms >= w.watched_since
        AND COALESCE(m.datem > w.watched_since - INTERVAL 28 HOUR, 1)
        AND COALESCE(r.enabled, 1) = 1 AND COALESCE(m.datem >= m.tms - INTERVAL y.oldest_days DAY, 1)
        AND NOT EXISTS (SELECT 1 FROM opened_ticket AS o
          WHERE o.movement_id = m.rowid AND COALESCE(o.movement_print, @MOVEMENT_PRINT@) = @MOVEMENT_PRINT@)
        AND NOT EXISTS (SELECT 1 FROM grouped_movement AS g
          WHERE g.movement_id = m.rowid AND COALESCE(g.movement_print, @MOVEMENT_PRINT@) = @MOVEMENT_PRINT@)
        AND NOT EXISTS (SELECT 1 FROM goods_movement AS x WHERE x.movement_id = m.rowid AND x.movement_print = @MOVEMENT_PRINT@)
        AND NOT EXISTS (SELECT 1 FROM stock_change AS c WHERE c.movement_id = m.rowid)
        AND NOT EXISTS (SELECT 1 FROM incident AS i
          WHERE i.movement_id = m.rowid AND COALESCE(i.movement_print, @MOVEMENT_PRINT@) = @MOVEMENT_PRINT@)
      ORDER BY m.rowid;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DROP TEMPORARY TABLE IF EXISTS missed_movement;
  CREATE TEMPORARY TABLE missed_movement (
    movement_id INT NOT NULL PRIMARY KEY, booked_at DATETIME NULL, warehouse_id INT NOT NULL, quantity DOUBLE NULL,
    rule_id INT NOT NULL, print INT UNSIGNED NULL
  ) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COALESCE(MIN(m.rowid), 1), COALESCE(MAX(m.rowid), 0) + 1 INTO lowest, highest
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@;
  SET lowest = GREATEST(lowest, highest - COALESCE(most_rows, 2147483647));
  SET middle = highest;
  /* The lowest rowid below which all were written before since lies from lowest to middle. */
  WHILE lowest < middle DO
    SET found = lowest + (middle - lowest) DIV 2, found_at = NULL;
    SELECT m.tms INTO found_at FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
      WHERE m.rowid >= found AND m.rowid < middle ORDER BY m.rowid LIMIT 1;
    IF found_at < since THEN
      SET lowest = found + 1;
    ELSE
      SET middle = found;
    END IF;
  END WHILE;
  SET ended = 0;
  OPEN candidates;
  FETCH candidates INTO this_movement, this_date, warehouse, quantity, this_rule, print, wanted, origin_type, origin_id,
    code, movement_type, product;
  WHILE NOT ended AND at_most > 0 DO
    SET this_source = NULL;
    IF wanted <> 'transfer,reception,return,correction,inventory,other,manufacturing' THEN
      CALL erp_movement_source(this_movement, 2, origin_type, origin_id, code, movement_type, product, quantity,
        this_source, origin_ref, third_party, origin_ref);
    END IF;
    IF this_source IS NULL OR FIND_IN_SET(this_source, wanted) THEN
      INSERT INTO missed_movement VALUES (this_movement, this_date, warehouse, quantity, this_rule, print);
      SET at_most = at_most - 1;
    END IF;
    FETCH candidates INTO this_movement, this_date, warehouse, quantity, this_rule, print, wanted, origin_type,
      origin_id, code, movement_type, product;
  END WHILE;
  CLOSE candidates;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/*
 * Counts the next of the movements that were booked before goods were counted: of the ERP's rows, a thousand at a time, those
 * by which goods left warehouses that are watched now.
 *
 * To be called in a transaction of begin_changes().
 *
 * Reads:      goods_state, llx_stock_mouvement, rule_warehouse
 * Writes:     goods_state
 * Called by:  erp_follow_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_replay_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_replay_goods()
  COMMENT 'Counts movements of before goods were counted'
BEGIN
  DECLARE ended, this_movement, from_row, last_row, end_row INT DEFAULT 0;
  DECLARE movements CURSOR FOR
    SELECT m.rowid FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
      STRAIGHT_JOIN rule_warehouse AS w ON w.warehouse_id = m.fk_entrepot
      WHERE m.rowid BETWEEN from_row AND last_row AND m.value < 0 ORDER BY m.rowid;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SELECT MAX(s.replay_from), MAX(s.replay_to) INTO from_row, end_row FROM goods_state AS s;
  SELECT MAX(n.rowid) INTO last_row FROM (SELECT m.rowid FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
    WHERE m.rowid BETWEEN from_row AND end_row ORDER BY m.rowid LIMIT 1000) AS n;
  IF last_row IS NOT NULL THEN
    OPEN movements;
    FETCH movements INTO this_movement;
    WHILE NOT ended DO
      CALL erp_follow_movement(this_movement);
      SET ended = 0;
      FETCH movements INTO this_movement;
    END WHILE;
    CLOSE movements;
  END IF;
  UPDATE goods_state SET replay_from = IF(last_row < end_row, last_row + 1, NULL) WHERE number = 1;
END//
DELIMITER ;

/*
 * Counts goods, in one transaction: lines of new tickets; then movements, each once: it is deleted from stock_change with what
 * it has changed. What left where nobody watches is deleted too, a thousand at a time.
 *
 * first_movement  lowest of the movements in stock_change that are meant; NULL: none, only lines of new tickets
 * at_most         how many
 * language        of lines in the ERP, ISO 639-1
 * counted         OUT: 1: something was done; 0: nothing waits
 *
 * The movements are chosen first: whatever they have taken was committed before, so its lines are written in time. Chosen
 * without a lock, so that no open movement is waited for.
 *
 * Reads:      desk_ticket, goods_batch, goods_state, goods_touched, goods_unsettled, rule_warehouse, stock_change
 * Writes:     goods_batch, goods_touched, goods_unsettled, stock_change
 * Called by:  erp_try_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_follow_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_follow_goods(IN first_movement INT, IN at_most INT,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT counted INT)
  COMMENT 'Counts goods, in one transaction'
BEGIN
  DECLARE ended, this_movement, last_movement, new_tickets, is_old INT DEFAULT 0;
  DECLARE movements CURSOR FOR SELECT b.movement_id FROM goods_batch AS b WHERE b.counts = 1 ORDER BY b.movement_id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  CALL begin_changes();
  DELETE FROM goods_batch WHERE movement_id IS NOT NULL;
  DELETE FROM goods_touched WHERE ticket_id IS NOT NULL;
  INSERT INTO goods_batch
    SELECT c.movement_id, c.schema_print, 1 FROM stock_change AS c STRAIGHT_JOIN @CHANGE_COUNTS@
      WHERE c.movement_id >= first_movement AND c.incident_id IS NULL ORDER BY c.movement_id LIMIT at_most;
  SELECT COUNT(*), IF(COUNT(*) < at_most, 2147483647, MAX(b.movement_id)) INTO counted, last_movement FROM goods_batch AS b;
  IF at_most > 1 THEN
    INSERT INTO goods_batch
      SELECT c.movement_id, c.schema_print, 0 FROM stock_change AS c LEFT JOIN @CHANGE_COUNTS@
        WHERE w.warehouse_id IS NULL AND c.incident_id IS NULL AND c.movement_id <= last_movement ORDER BY c.movement_id LIMIT 1000;
  END IF;
  SELECT COUNT(*) INTO is_old FROM goods_state AS s WHERE s.replay_from IS NOT NULL;
  /* Meanwhile the desk may know them. */
  INSERT INTO goods_touched (ticket_id, goods_movement_id, track_id)
    SELECT u.ticket_id, u.goods_movement_id, u.track_id FROM goods_unsettled AS u JOIN desk_ticket AS k ON k.ticket_id = u.ticket_id;
  DELETE u FROM goods_touched AS w STRAIGHT_JOIN goods_unsettled AS u ON u.ticket_id = w.ticket_id AND u.goods_movement_id = w.goods_movement_id;
  CALL erp_count_new_goods(new_tickets);
  IF new_tickets = 200 OR first_movement IS NULL THEN
    /* There may be more, which these movements have taken from. */
    SET counted = new_tickets > 0;
  ELSEIF is_old THEN
    CALL erp_replay_goods();
    SET counted = 1;
  ELSE
    DELETE c FROM goods_batch AS b STRAIGHT_JOIN stock_change AS c ON c.movement_id = b.movement_id AND c.schema_print = b.schema_print;
    OPEN movements;
    FETCH movements INTO this_movement;
    WHILE NOT ended DO
      CALL erp_follow_movement(this_movement);
      SET ended = 0;
      FETCH movements INTO this_movement;
    END WHILE;
    CLOSE movements;
    SET counted = counted > 0 OR new_tickets > 0;
  END IF;
  CALL erp_settle_goods(language, is_old);
  COMMIT;
END//
DELIMITER ;

/*
 * Counts goods, in one transaction: lines of new tickets; then movements, each once: it is deleted from stock_change with what
 * it has changed.
 *
 * first_change  lowest number of the movements in stock_change that are meant; NULL: none, only lines of new tickets
 * at_most       how many
 * language      of lines in the ERP, ISO 639-1
 * counted       OUT: 1: something was done; 0: nothing waits
 *
 * The movements are chosen first: whatever they have taken was committed before, so its lines are written in time.
 *
 * Reads:      desk_ticket, goods_batch, goods_state, goods_touched, goods_unsettled, stock_change
 * Writes:     goods_batch, goods_touched, goods_unsettled, stock_change
 * Called by:  erp_try_goods
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_follow_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_follow_goods(IN first_change BIGINT UNSIGNED, IN at_most INT,
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT counted INT)
  COMMENT 'Counts goods, in one transaction'
BEGIN
  DECLARE ended, this_movement, new_tickets, is_old INT DEFAULT 0;
  DECLARE this_change BIGINT UNSIGNED;
  DECLARE movements CURSOR FOR SELECT b.id, b.movement_id FROM goods_batch AS b ORDER BY b.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  CALL begin_changes();
  DELETE FROM goods_batch WHERE id > 0;
  DELETE FROM goods_touched WHERE ticket_id IS NOT NULL;
  INSERT INTO goods_batch
    SELECT c.id, c.movement_id FROM stock_change AS c WHERE c.id >= first_change AND c.incident_id IS NULL ORDER BY c.id LIMIT at_most;
  SELECT COUNT(*) INTO counted FROM goods_batch;
  SELECT COUNT(*) INTO is_old FROM goods_state AS s WHERE s.replay_from IS NOT NULL;
  /* Meanwhile the desk may know them. */
  INSERT INTO goods_touched (ticket_id, goods_movement_id, track_id)
    SELECT u.ticket_id, u.goods_movement_id, u.track_id FROM goods_unsettled AS u JOIN desk_ticket AS k ON k.ticket_id = u.ticket_id;
  DELETE u FROM goods_touched AS w STRAIGHT_JOIN goods_unsettled AS u ON u.ticket_id = w.ticket_id AND u.goods_movement_id = w.goods_movement_id;
  CALL erp_count_new_goods(new_tickets);
  IF new_tickets = 200 OR first_change IS NULL THEN
    /* There may be more, which these movements have taken from. */
    SET counted = new_tickets > 0;
  ELSEIF is_old THEN
    CALL erp_replay_goods();
    SET counted = 1;
  ELSE
    OPEN movements;
    FETCH movements INTO this_change, this_movement;
    WHILE NOT ended DO
      DELETE FROM stock_change WHERE id = this_change;
      IF ROW_COUNT() THEN
        CALL erp_follow_movement(this_movement);
      END IF;
      SET ended = 0;
      FETCH movements INTO this_change, this_movement;
    END WHILE;
    CLOSE movements;
    SET counted = counted > 0 OR new_tickets > 0;
  END IF;
  CALL erp_settle_goods(language, is_old);
  COMMIT;
END//
DELIMITER ;

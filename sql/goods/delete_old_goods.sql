/*
 * Deletes what is known of the goods of tickets closed long ago, as setting purge_goods_after_days says: what the event
 * purge_goods does every hour. A thousand rows a transaction, between turns of following: nobody waits, and nothing is counted
 * at that moment.
 *
 * A movement that could not be counted stays while its incident is open.
 * While the desk is being filled nothing is deleted: a ticket that it does not know yet may be open.
 *
 * Reads:      desk_state, goods_old, incident, lock_name, setting, stock_change
 * Writes:     goods_old, stock_change
 * Called by:  event purge_goods
 * Internal
 */
/* As begin_claim(): any engine will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS delete_old_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE delete_old_goods()
  COMMENT 'Deletes goods of tickets closed long ago'
BEGIN
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE days, step, is_free INT;
  DECLARE oldest DATETIME(3);
  DECLARE last_line, last_movement BIGINT UNSIGNED DEFAULT 0;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    DO RELEASE_LOCK(guard);
    RESIGNAL;
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.follow') INTO guard FROM lock_name;
  SELECT NULLIF(@SETTING_purge_goods_after_days@, 0) INTO days;
  SELECT IF(COUNT(*) > 0, NULL, days) INTO days FROM desk_state AS s WHERE s.fill_below IS NOT NULL;
  IF days IS NOT NULL THEN
    SET oldest = SYSDATE(3) - INTERVAL days DAY, step = 1;
    DROP TEMPORARY TABLE IF EXISTS goods_old;
    CREATE TEMPORARY TABLE goods_old (number BIGINT NOT NULL PRIMARY KEY) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
    WHILE step <= 3 DO
      SET is_free = COALESCE(GET_LOCK(guard, 15), 0);
      CALL begin_changes();
      IF NOT is_free THEN
        SET step = 4;
      ELSEIF step = 1 THEN
        CALL delete_goods_lines(oldest, last_line);
        SET step = IF(last_line IS NULL, 2, 1);
      ELSEIF step = 2 THEN
        CALL delete_goods_movements(oldest, last_movement);
        SET step = IF(last_movement IS NULL, 3, 2);
      ELSE
        DELETE FROM goods_old WHERE number IS NOT NULL;
        INSERT INTO goods_old
          SELECT DISTINCT c.movement_id FROM stock_change AS c LEFT JOIN incident AS i ON i.id = c.incident_id
            WHERE c.incident_id IS NOT NULL AND COALESCE(i.resolved_at < oldest, i.id IS NULL);
        DELETE c FROM goods_old AS o STRAIGHT_JOIN stock_change AS c ON c.movement_id = o.number WHERE c.incident_id IS NOT NULL;
        SET step = 4;
      END IF;
      COMMIT;
      DO RELEASE_LOCK(guard);
    END WHILE;
    DROP TEMPORARY TABLE goods_old;
  END IF;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

/*
 * A step of counting goods: fifty movements, or one by one if they cannot be counted together. What somebody holds a row of
 * is left for the next turn; a movement that cannot be counted gets an incident and holds up no other.
 *
 * language  of lines in the ERP, ISO 639-1
 * counted   OUT: 1: something was done; 0: nothing waits, or what does has to wait
 * singly    OUT: 1: not together
 *
 * Reads:      rule_warehouse, stock_change
 * Writes:     incident, stock_change
 * Called by:  run_following
 * Internal
 */
DROP PROCEDURE IF EXISTS follow_goods;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE follow_goods(
  IN language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT counted INT, OUT singly INT)
  COMMENT 'A step of counting goods'
BEGIN
  DECLARE ended, error, this_movement INT DEFAULT 0;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE waiting CURSOR FOR
    SELECT c.movement_id FROM stock_change AS c STRAIGHT_JOIN @CHANGE_COUNTS@
      WHERE c.incident_id IS NULL ORDER BY c.movement_id LIMIT 50;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET singly = 0;
  CALL goods_wait(counted);
  COMMIT;
  IF counted THEN
    CALL begin_goods();
    CALL erp_try_goods(0, 50, language, counted, error, reason);
    IF error THEN
      CALL erp_try_goods(NULL, 0, language, counted, error, reason);
      IF reason IS NOT NULL THEN
        CALL refuse(LEFT(reason, 128));
      END IF;
      SET singly = 1;
      OPEN waiting;
      FETCH waiting INTO this_movement;
      WHILE NOT ended DO
        CALL erp_try_goods(this_movement, 1, language, counted, error, reason);
        IF reason IS NOT NULL THEN
          CALL begin_changes();
          INSERT INTO incident (movement_id, error_number, message)
            VALUES (this_movement, error, LEFT(CONCAT('Its goods are not counted: ', reason), 1000));
          UPDATE stock_change SET incident_id = LAST_INSERT_ID() WHERE movement_id = this_movement AND schema_print = CRC32(LOWER('@ERP_SCHEMA@'));
          COMMIT;
        END IF;
        SET ended = 0;
        FETCH waiting INTO this_movement;
      END WHILE;
      CLOSE waiting;
      SET counted = 0;
    END IF;
    DROP TEMPORARY TABLE goods_batch, goods_new, goods_touched, goods_settled, goods_told, goods_known;
  END IF;
END//
DELIMITER ;

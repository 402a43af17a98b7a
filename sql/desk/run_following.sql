/*
 * A turn of following: applies changes, counts goods, then fills, until nothing waits, for at most ten seconds: an event that
 * begins every second would let the rest of a second pass after each turn. One turn at a time. Fifty changes are one
 * transaction: each COMMIT is a write to the disk, and bookings wait for their own behind it. So the next begins only
 * after a pause that is as long: a burst takes half of the time, bookings have the other half. Where changes cannot be
 * applied together they are so ticket by ticket. Each 0.9 s it begins with the lowest change again: numbers are committed out of
 * order.
 *
 * What another session holds waits for the next turn. A ticket whose changes cannot be applied gets an incident and
 * holds up no other; an ERP that is damaged or being upgraded ends the turn, and desk_state says why. Goods that cannot be
 * counted do not hold up changes: after an error the turn goes on without them, and where they are counted one by one it does so
 * once, until no change waits.
 *
 * Reads:      lock_name
 * Writes:     desk_state, recent_write
 * Called by:  follow_tickets
 * Internal
 */
DROP PROCEDURE IF EXISTS run_following;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE run_following()
  COMMENT 'A turn of following'
BEGIN
  DECLARE until_when TIMESTAMP(3) DEFAULT SYSDATE(3) + INTERVAL 10 SECOND;
  DECLARE again_when TIMESTAMP(3) DEFAULT SYSDATE(3) + INTERVAL 900000 MICROSECOND;
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason, goods_problem VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE due, filled, later, error, counted, singly INT DEFAULT 0;
  DECLARE lowest, seen BIGINT UNSIGNED DEFAULT 0;
  DECLARE began DATETIME(6);
  DECLARE patience INT DEFAULT @@SESSION.innodb_lock_wait_timeout;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    ROLLBACK;
    SET SESSION innodb_lock_wait_timeout = patience;
    UPDATE desk_state SET last_error = LEFT(reason, 500), last_error_at = SYSDATE(3) WHERE number = 1;
    COMMIT;
    DO RELEASE_LOCK(guard);
  END;
  DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180
  BEGIN
    ROLLBACK;
    SET SESSION innodb_lock_wait_timeout = patience;
    DO RELEASE_LOCK(guard);
    RESIGNAL;
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.follow') INTO guard FROM lock_name;
  IF GET_LOCK(guard, 0) = 1 THEN
    /* A row that somebody keeps locked holds up no other ticket. */
    SET SESSION innodb_lock_wait_timeout = 1;
    CALL erp_desk_facts(zone, language, own_addresses);
    COMMIT;
    CALL begin_following();
    REPEAT
      SET began = SYSDATE(6);
      CALL claim_changes(seen, due, lowest);
      IF due THEN
        CALL learn_account();
        CALL begin_changes();
        CALL erp_try_changes(-2147483648, 2147483647, lowest, seen, zone, language, own_addresses, later, error, reason);
        IF later OR reason IS NOT NULL THEN
          CALL erp_follow_singly(zone, language, own_addresses);
        END IF;
        COMMIT;
      ELSEIF NOT filled THEN
        CALL erp_fill_desk(zone, own_addresses, filled);
      END IF;
      /* Of tickets as they are by now. */
      SET counted = 0;
      IF goods_problem IS NULL AND NOT (singly AND due) THEN
        BEGIN
          DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
          DECLARE EXIT HANDLER FOR SQLEXCEPTION
          BEGIN
            GET DIAGNOSTICS CONDITION 1 goods_problem = MESSAGE_TEXT;
            ROLLBACK;
            SET goods_problem = LEFT(CONCAT('Goods are not counted: ', COALESCE(goods_problem, 'why is not known.')), 500), counted = 0;
          END;
          CALL follow_goods(language, counted, singly);
        END;
      END IF;
      IF due OR counted THEN
        /* A clock that was set back is no reason to fail. */
        DO SLEEP(GREATEST(0, LEAST(100000, TIMESTAMPDIFF(MICROSECOND, began, SYSDATE(6)))) / 1000000);
      END IF;
      IF SYSDATE(3) >= again_when THEN
        SET seen = 0, again_when = SYSDATE(3) + INTERVAL 900000 MICROSECOND;
        IF NOT filled THEN
          /* A backlog of changes does not keep the rest from being filled. */
          CALL erp_fill_desk(zone, own_addresses, filled);
        END IF;
      END IF;
    UNTIL (due = 0 AND counted = 0 AND filled) OR SYSDATE(3) >= until_when END REPEAT;
    DROP TEMPORARY TABLE due_change, due_event;
    DELETE FROM recent_write WHERE at < SYSDATE(3) - INTERVAL 10 MINUTE LIMIT 10000;
    UPDATE desk_state SET followed_at = SYSDATE(3), last_error = goods_problem, last_error_at = IF(goods_problem IS NULL, last_error_at, SYSDATE(3))
      WHERE number = 1;
    COMMIT;
    SET SESSION innodb_lock_wait_timeout = patience;
    DO RELEASE_LOCK(guard);
  END IF;
END//
DELIMITER ;

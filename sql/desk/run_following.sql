/*
 * A turn of following: applies changes, one ticket after the other, then fills, for at most 0.9 s. One turn at a time.
 *
 * What another session holds waits for the next turn. A ticket whose changes cannot be applied gets an incident and
 * holds up no other; an ERP that is damaged or being upgraded ends the turn, and desk_state says why.
 *
 * Reads:      due_change, lock_name, ticket_change
 * Writes:     desk_state, due_change
 * Called by:  follow_tickets
 * Internal
 */
/* As in begin_claim.sql: where a server lets only one engine make tables, that one will do. */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO';
DROP PROCEDURE IF EXISTS run_following;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE run_following()
  COMMENT 'A turn of following'
BEGIN
  DECLARE until_when TIMESTAMP(3) DEFAULT SYSDATE(3) + INTERVAL 900000 MICROSECOND;
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_ticket, due, filled, ended INT DEFAULT 0;
  DECLARE seen BIGINT UNSIGNED DEFAULT 0;
  DECLARE tickets CURSOR FOR SELECT d.ticket_id FROM due_change AS d GROUP BY d.ticket_id ORDER BY MIN(d.id);
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
    ROLLBACK;
    UPDATE desk_state SET last_error = reason, last_error_at = SYSDATE(3) WHERE number = 1;
    DO RELEASE_LOCK(guard);
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.follow') INTO guard FROM lock_name;
  IF GET_LOCK(guard, 0) = 1 THEN
    CALL erp_desk_facts(zone, own_addresses);
    COMMIT;
    DROP TEMPORARY TABLE IF EXISTS due_change;
    CREATE TEMPORARY TABLE due_change LIKE ticket_change;
    REPEAT
      DELETE FROM due_change WHERE id > 0;
      INSERT INTO due_change SELECT c.* FROM ticket_change AS c WHERE c.id > seen AND c.incident_id IS NULL ORDER BY c.id LIMIT 200;
      SELECT COUNT(*), COALESCE(MAX(d.id), seen) INTO due, seen FROM due_change AS d;
      COMMIT;
      BEGIN
        DECLARE EXIT HANDLER FOR NOT FOUND BEGIN END;
        OPEN tickets;
        LOOP
          FETCH tickets INTO this_ticket;
          CALL erp_follow_ticket(this_ticket, zone, own_addresses);
        END LOOP;
      END;
      CLOSE tickets;
      IF due = 0 AND NOT filled THEN
        CALL erp_fill_desk(zone, own_addresses, filled);
      END IF;
    UNTIL (due = 0 AND filled) OR SYSDATE(3) >= until_when END REPEAT;
    DROP TEMPORARY TABLE due_change;
    DO RELEASE_LOCK(guard);
  END IF;
END//
DELIMITER ;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

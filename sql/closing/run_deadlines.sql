/*
 * A turn of taking steps that are due, the oldest first, for at most five seconds, after what plans have to be made anew. Of no
 * step more than setting steps_per_hour are taken within an hour.
 * One turn at a time on this server.
 *
 * Reads:      lock_name, ticket_deadline
 * Called by:  follow_deadlines
 * Internal
 */
DROP PROCEDURE IF EXISTS run_deadlines;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE run_deadlines()
  COMMENT 'A turn of taking steps that are due'
BEGIN
  DECLARE right_now TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE ended, this_ticket INT DEFAULT 0;
  DECLARE this_episode INT UNSIGNED;
  DECLARE this_step VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE guard, zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE full_steps VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE own_addresses TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE patience INT DEFAULT @@SESSION.innodb_lock_wait_timeout;
  DECLARE due CURSOR FOR SELECT d.ticket_id, d.episode, d.step FROM ticket_deadline AS d
    WHERE d.done_at IS NULL AND d.due_at <= right_now AND NOT FIND_IN_SET(d.step, full_steps) ORDER BY d.due_at, d.ticket_id, d.step LIMIT 5000;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    SET SESSION innodb_lock_wait_timeout = patience;
    DO RELEASE_LOCK(guard);
    RESIGNAL;
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.deadlines') INTO guard FROM lock_name;
  IF GET_LOCK(guard, 0) = 1 THEN
    SET SESSION innodb_lock_wait_timeout = 1;
    CALL erp_desk_facts(zone, language, own_addresses);
    CALL make_linked_document();
    CALL plan_all(zone);
    CALL watch_documents();
    CALL find_full_steps(full_steps);
    OPEN due;
    FETCH due INTO this_ticket, this_episode, this_step;
    WHILE NOT ended AND SYSDATE(3) < right_now + INTERVAL 5 SECOND DO
      IF NOT FIND_IN_SET(this_step, full_steps) THEN
        CALL erp_try_step(this_ticket, this_episode, this_step, zone, own_addresses);
        IF this_step NOT IN (@STEPS_ONE_BY_ONE@) THEN
          CALL find_full_steps(full_steps);
        END IF;
      END IF;
      SET ended = 0;
      FETCH due INTO this_ticket, this_episode, this_step;
    END WHILE;
    CLOSE due;
    DROP TEMPORARY TABLE linked_document;
    COMMIT;
    SET SESSION innodb_lock_wait_timeout = patience;
    DO RELEASE_LOCK(guard);
  END IF;
END//
DELIMITER ;

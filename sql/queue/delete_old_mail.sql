/*
 * Deletes mails that are older than the settings purge_after_days (sent, cancelled) and purge_failed_after_days,
 * the use of relays and what guests did that no limit counts any more: 1,000 rows a transaction, so that nobody waits.
 * Decisions on mails, acts of the desk and steps of tickets go with the mails that were sent.
 *
 * deleted  OUT: how many mails; NULL: another run is at work, and this one did nothing
 *
 * The age of a mail counts from when it was due last. Entity by entity, because the index begins with it.
 *
 * Reads:      lock_name, mail_outbox, setting
 * Writes:     bulk_write, desk_act, guest_count, mail_decision, mail_outbox, relay_use, resting_address
 * Called by:  purge_mail, event purge_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS delete_old_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE delete_old_mail(OUT deleted BIGINT)
  COMMENT 'Deletes old mails in small steps'
deleting: BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_entity, step, days, failed_days INT;
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE this_state VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE old CURSOR FOR SELECT state, entity FROM mail_outbox
    WHERE state IN ('sent', 'failed', 'cancelled') GROUP BY state, entity;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    DO RELEASE_LOCK(guard);
    RESIGNAL;
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.purge') INTO guard FROM lock_name;
  SET deleted = NULL;
  IF COALESCE(GET_LOCK(guard, 0), 0) = 0 THEN
    LEAVE deleting;
  END IF;
  SELECT NULLIF(@SETTING_purge_after_days@, 0), NULLIF(@SETTING_purge_failed_after_days@, 0) INTO days, failed_days;
  SET deleted = 0;
  OPEN old;
  FETCH old INTO this_state, this_entity;
  WHILE NOT ended DO
    REPEAT
      COMMIT;
      SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
      START TRANSACTION;
      DELETE FROM mail_outbox
        WHERE state = this_state AND entity = this_entity
          AND due_at < SYSDATE(3) - INTERVAL IF(this_state = 'failed', failed_days, days) DAY
        ORDER BY due_at LIMIT 1000;
      SET step = ROW_COUNT(), deleted = deleted + step;
    UNTIL step < 1000 END REPEAT;
    FETCH old INTO this_state, this_entity;
  END WHILE;
  CLOSE old;
  IF days IS NOT NULL THEN
    REPEAT
      COMMIT;
      DELETE FROM mail_decision WHERE at < SYSDATE(3) - INTERVAL days DAY ORDER BY at LIMIT 1000;
      SET step = ROW_COUNT();
      DELETE FROM desk_act WHERE at < SYSDATE(3) - INTERVAL days DAY ORDER BY at LIMIT 1000;
      SET step = GREATEST(step, ROW_COUNT());
    UNTIL step < 1000 END REPEAT;
    COMMIT;
    CALL purge_deadlines(days);
    DELETE FROM bulk_write WHERE first_at < SYSDATE(3) - INTERVAL days DAY AND connection > 0 LIMIT 100000;
    DELETE FROM resting_address WHERE until < SYSDATE(3) AND address <> '' LIMIT 100000;
  END IF;
  DELETE FROM relay_use WHERE used_at < SYSDATE(3) - INTERVAL 1 HOUR ORDER BY id LIMIT 100000;
  DELETE FROM guest_count WHERE ends_at < SYSDATE() ORDER BY ends_at LIMIT 100000;
  COMMIT;
  DO RELEASE_LOCK(guard);
END//
DELIMITER ;

/*
 * Queues what waits for users and is due, user by user, for at most 0.9 s. One turn at a time. A user for whom it fails holds
 * up no other: an incident says why, and it is tried again ten minutes later.
 *
 * Reads:      lock_name, mail_decision
 * Writes:     incident, mail_decision
 * Called by:  follow_tickets
 * Internal
 */
DROP PROCEDURE IF EXISTS run_digests;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE run_digests()
  COMMENT 'Queues what waits for users and is due'
BEGIN
  DECLARE this_user INT DEFAULT -2147483648;
  DECLARE now_is TIMESTAMP(3) DEFAULT SYSDATE(3);
  DECLARE guard VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    ROLLBACK;
    DO RELEASE_LOCK(guard);
    RESIGNAL;
  END;
  SELECT CONCAT(COALESCE(MAX(prefix), '@TICKETSTOCK_SCHEMA@'), '.digest') INTO guard FROM lock_name;
  IF GET_LOCK(guard, 0) = 1 THEN
    REPEAT
      COMMIT;
      SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
      START TRANSACTION;
      SELECT MIN(d.user_id) INTO this_user FROM mail_decision AS d
        WHERE d.mail_id IS NULL AND d.goes_at <= now_is AND d.user_id > this_user;
      IF this_user IS NOT NULL THEN
        BEGIN
          DECLARE EXIT HANDLER FOR 1205, 1213, 1317, 1422, 1180 RESIGNAL;
          DECLARE EXIT HANDLER FOR SQLEXCEPTION
          BEGIN
            GET DIAGNOSTICS CONDITION 1 reason = MESSAGE_TEXT;
            ROLLBACK;
            UPDATE mail_decision SET goes_at = SYSDATE(3) + INTERVAL 10 MINUTE
              WHERE mail_id IS NULL AND goes_at <= now_is AND user_id = this_user;
            INSERT INTO incident (message, resolved_at) VALUES (LEFT(CONCAT('What waits for user ', this_user,
              ' could not be queued, and is tried again in ten minutes: ', reason), 1000), SYSDATE(3));
          END;
          CALL queue_digest(this_user, now_is);
        END;
      END IF;
      COMMIT;
    UNTIL this_user IS NULL OR SYSDATE(3) >= now_is + INTERVAL 900000 MICROSECOND OR SYSDATE(3) < now_is END REPEAT;
    DO RELEASE_LOCK(guard);
  END IF;
END//
DELIMITER ;

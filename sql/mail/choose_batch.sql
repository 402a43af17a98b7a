/*
 * Chooses what a lane sends next: the entity whose oldest mail has been due for longest and that may send,
 * and a relay for it.
 *
 * this_entity  OUT: NULL if there is nothing to do; this_relay  OUT: the relay
 * refusal      OUT: NULL, or why the entity's due mails are to be cancelled instead (then there is no relay)
 * Only the first entry of each entity in the index is read, however many mails wait.
 */
DROP PROCEDURE IF EXISTS choose_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_batch(
  OUT this_entity INT, OUT this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT refusal VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Chooses entity and relay of a lane''s next batch'
choosing: BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE policy, problem VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE waiting CURSOR FOR
    SELECT w.entity FROM (
        SELECT entity, MIN(due_at) AS oldest FROM mail_outbox WHERE state = 'pending' GROUP BY entity
      ) AS w WHERE w.oldest <= SYSDATE(3) ORDER BY w.oldest;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN waiting;
  FETCH waiting INTO this_entity;
  WHILE NOT ended DO
    CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
    SELECT MAX(s.problem) INTO problem FROM erp_mail_setting AS s WHERE s.entity = this_entity;
    IF off_by IS NULL AND problem IS NULL THEN
      CALL choose_relay(this_entity, this_relay);
    ELSEIF off_by <> 'MAIN_MAIL_FORCE_SENDTO' THEN
      SELECT COALESCE(MAX(IF(entity > 0, value, NULL)), MAX(value)) INTO policy FROM setting
        WHERE entity IN (0, this_entity) AND name = 'when_mails_disabled';
      IF policy = 'cancel' THEN
        SET refusal = CONCAT('The ERP stops all mail: constant ', off_by, '.');
      END IF;
    END IF;
    IF this_relay IS NOT NULL OR refusal IS NOT NULL THEN
      CLOSE waiting;
      LEAVE choosing;
    END IF;
    FETCH waiting INTO this_entity;
  END WHILE;
  CLOSE waiting;
  SET this_entity = NULL;
END//
DELIMITER ;

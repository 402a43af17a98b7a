/*
 * Chooses what a lane sends next: the entity whose oldest mail has been due for longest and that may send,
 * and a relay for it.
 *
 * this_entity  OUT: NULL if there is nothing to do
 * this_relay   OUT: the relay; NULL: none, with refusal
 * refusal      OUT: why the entity's due mails are to be cancelled instead; NULL: they are to be sent
 *
 * Of each entity one entry of the index is read, however many mails wait: entity by entity, because MIN … GROUP BY
 * would read them all.
 *
 * Reads:      mail_outbox
 * Called by:  run_lane
 * Internal
 */
DROP PROCEDURE IF EXISTS choose_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE choose_batch(
  OUT this_entity INT, OUT this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT refusal VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Chooses entity and relay of a lane''s next batch'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE next_entity INT DEFAULT -1;
  DECLARE next_due, oldest_due TIMESTAMP(3);
  DECLARE next_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE next_refusal VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  SET this_entity = NULL, this_relay = NULL, refusal = NULL, oldest_due = SYSDATE(3);
  REPEAT
    SELECT entity, due_at INTO next_entity, next_due FROM mail_outbox
      WHERE state = 'pending' AND entity > next_entity ORDER BY entity, due_at LIMIT 1;
    IF NOT ended AND next_due <= oldest_due THEN
      CALL choose_way(next_entity, next_relay, next_refusal);
      IF next_relay IS NOT NULL OR next_refusal IS NOT NULL THEN
        SET this_entity = next_entity, this_relay = next_relay, refusal = next_refusal, oldest_due = next_due;
      END IF;
    END IF;
  UNTIL ended END REPEAT;
END//
DELIMITER ;

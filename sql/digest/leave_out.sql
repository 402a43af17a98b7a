/*
 * Somebody is not told after all.
 *
 * this_decision  mail_decision.id
 * reason         why, a sentence
 *
 * Writes:     mail_decision
 * Called by:  ask_again, put_off_alerts, queue_alone, queue_decided, queue_digest
 * Internal
 */
DROP PROCEDURE IF EXISTS leave_out;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE leave_out(IN this_decision BIGINT UNSIGNED,
  IN reason VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Somebody is not told after all'
BEGIN
  UPDATE mail_decision SET sender = 'nobody', why = reason, how = NULL, goes_at = NULL
    WHERE id = this_decision AND mail_id IS NULL AND sender = 'ours';
END//
DELIMITER ;

/*
 * Puts a mail that failed, was cancelled or waits for its next attempt into the queue at once, with all its
 * time anew. Its address is read from the ERP again: somebody may have corrected it there.
 *
 * this_mail  mail_outbox.id
 *
 * Error 45000 if there is no such mail, if it was sent or is being sent, or if its recipient cannot get mail.
 *
 * Reads:      erp_mail_recipient, mail_outbox
 * Writes:     mail_outbox
 * Public
 */
DROP PROCEDURE IF EXISTS retry_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE retry_mail(IN this_mail BIGINT UNSIGNED)
  COMMENT 'Puts a mail into the queue again, at once'
BEGIN
  DECLARE this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  CALL require_idle_mail(this_mail);
  SELECT MAX(IF(m.copy_of IS NULL, r.address, NULL)), MAX(IF(m.copy_of IS NULL, r.problem, NULL))
    INTO this_address, reason
    FROM mail_outbox AS m LEFT JOIN erp_mail_recipient AS r ON r.user_id = m.recipient_user_id WHERE m.id = this_mail;
  IF reason IS NOT NULL THEN
    CALL refuse(reason);
  END IF;
  SET time_zone = '+00:00';
  UPDATE mail_outbox
    SET state = 'pending', attempts = 0, objections = 0, compose_failures = LEAST(compose_failures, 1),
      due_at = SYSDATE(3), retried_at = SYSDATE(3),
      address = COALESCE(this_address, address)
    WHERE id = this_mail AND state IN ('pending', 'failed', 'cancelled');
  SET time_zone = zone;
END//
DELIMITER ;

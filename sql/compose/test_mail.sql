/*
 * Sends a mail at once, past the queue, and says how the relay answered. The relay is the first by priority, also
 * if it is backing off: where it takes the mail, the queue uses it again at once.
 *
 * this_address  recipient, a bare address; the ERP's MAIN_MAIL_FORCE_SENDTO wins over it
 *
 * Returns a row with relay, recipient, outcome (sent, refused, objected, deferred, uncertain, uncomposed, untried,
 * interrupted), code (SMTP; 0: words of ours), words. Error 45000 with a sentence if no mail can be sent at all.
 * Waits for the relay: 20 s at most. A row of mail_outbox, of kind test, keeps it (mail_log): sent, or cancelled, since no test is tried again.
 * Refused inside a transaction: it commits.
 *
 * Reads:      available_relay, mail_batch, rule
 * Writes:     mail_outbox, relay_refusal
 * Public
 */
DROP PROCEDURE IF EXISTS test_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE test_mail(
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Sends a test mail at once and says how the relay answered'
BEGIN
  DECLARE this_entity INT;
  DECLARE this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE outcomes, answer LONGTEXT CHARACTER SET utf8mb4;
  DECLARE this_recipient, this_message VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_outcome VARCHAR(20) CHARACTER SET utf8mb4;
  DECLARE zone VARCHAR(64) CHARACTER SET utf8mb4 DEFAULT @@SESSION.time_zone;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET this_relay = NULL;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION
  BEGIN
    SET time_zone = zone;
    RESIGNAL;
  END;
  CALL require_no_transaction();
  SET time_zone = '+00:00';
  SELECT COALESCE(MIN(entity), 1) INTO this_entity FROM rule;
  SELECT name, problem INTO this_relay, reason FROM available_relay
    WHERE COALESCE(entity, this_entity) = this_entity ORDER BY priority, name LIMIT 1;
  IF this_relay IS NULL THEN
    CALL refuse('There is no relay: INSERT INTO relay (name, host, port) VALUES (''main'', ''mail.example.com'', 25).');
  ELSEIF reason IS NOT NULL THEN
    CALL refuse(CONCAT('The ERP''s own relay: ', reason));
  END IF;
  CALL make_mail_batch();
  CALL erp_fill_test(this_entity, this_address, this_relay);
  CALL hand_over(this_entity, this_relay, NULL, NULL, outcomes);
  SET this_outcome = JSON_VALUE(outcomes, '$.mails[0].state'),
    answer = JSON_EXTRACT(outcomes, IF(this_outcome IN ('untried', 'interrupted'), '$.relay', '$.mails[0]'));
  CALL record_relay(this_relay, JSON_VALUE(outcomes, '$.relay.usable') IN ('true', '1'), this_outcome = 'sent',
    CONCAT_WS(' ', NULLIF(JSON_VALUE(outcomes, '$.relay.code'), '0'), JSON_VALUE(outcomes, '$.relay.text')));
  IF this_outcome = 'sent' THEN
    DELETE FROM relay_refusal WHERE relay = this_relay AND entity = this_entity;
  END IF;
  /* Not INSERT … SELECT, which would hold the table's counter against open movements. */
  SELECT MAX(recipient), LEFT(MAX(message_id), 255) INTO this_recipient, this_message FROM mail_batch;
  INSERT INTO mail_outbox (entity, kind, address, lang, state, attempts, relay, smtp_code, smtp_text, message_id, sent_at)
    VALUES (this_entity, 'test', this_recipient, '', IF(this_outcome = 'sent', 'sent', 'cancelled'), 1, this_relay,
      COALESCE(JSON_VALUE(answer, '$.code'), 0), LEFT(COALESCE(JSON_VALUE(answer, '$.text'), this_outcome), 500), this_message,
      IF(this_outcome = 'sent', SYSDATE(3), NULL));
  COMMIT;
  SET time_zone = zone;
  SELECT this_relay AS relay, recipient, this_outcome AS outcome, JSON_VALUE(answer, '$.code') AS code,
      JSON_VALUE(answer, '$.text') AS words
    FROM mail_batch;
  DROP TEMPORARY TABLE mail_batch;
END//
DELIMITER ;

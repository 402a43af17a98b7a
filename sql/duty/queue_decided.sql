/*
 * Queues the mails that have been decided on, as far as budgets allow. What users want to be told later, together with others
 * (mail_choice), waits: run_digests() queues it.
 *
 * this_ticket  rowid in the ERP
 * this_entity  its entity
 * low_entry    lowest of the entries of its journal that are meant: ticket_journal.id
 * high_entry   highest
 *
 * Reads:      erp_mail_recipient, mail_decision
 * Writes:     mail_decision
 * Called by:  tell_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS queue_decided;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE queue_decided(IN this_ticket INT, IN this_entity INT,
  IN low_entry BIGINT UNSIGNED, IN high_entry BIGINT UNSIGNED)
  COMMENT 'Queues the mails that have been decided on'
BEGIN
  DECLARE ended, this_user INT DEFAULT 0;
  DECLARE this_decision BIGINT UNSIGNED;
  DECLARE leaves_at DATETIME(3);
  DECLARE chosen VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_address, refusal VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE decided CURSOR FOR
    SELECT d.id, d.user_id, d.address, COALESCE(r.lang, '')
      FROM mail_decision AS d LEFT JOIN erp_mail_recipient AS r ON r.user_id = d.user_id
      WHERE d.ticket_id = this_ticket AND d.journal_id BETWEEN low_entry AND high_entry AND d.sender = 'ours' AND d.mail_id IS NULL
        AND d.goes_at IS NULL
      ORDER BY d.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN decided;
  FETCH decided INTO this_decision, this_user, this_address, this_lang;
  WHILE NOT ended DO
    SET leaves_at = NULL, refusal = NULL;
    IF this_user IS NOT NULL THEN
      CALL ask_choice(this_decision, this_entity, chosen, leaves_at, refusal);
    END IF;
    IF refusal IS NOT NULL THEN
      CALL leave_out(this_decision, refusal);
    ELSEIF leaves_at IS NOT NULL THEN
      UPDATE mail_decision SET how = chosen, goes_at = leaves_at WHERE id = this_decision;
    ELSE
      CALL queue_alone(this_decision, this_entity, this_address, this_lang);
    END IF;
    SET ended = 0;
    FETCH decided INTO this_decision, this_user, this_address, this_lang;
  END WHILE;
  CLOSE decided;
END//
DELIMITER ;

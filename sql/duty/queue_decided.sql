/*
 * Queues the mails that have been decided on, as far as budgets allow.
 *
 * this_ticket  rowid in the ERP
 * this_entity  its entity
 * low_entry    lowest of the entries of its journal that are meant: ticket_journal.id
 * high_entry   highest
 *
 * Reads:      desk_ticket, erp_mail_recipient, mail_decision
 * Writes:     mail_decision, mail_outbox, ticket_journal
 * Called by:  erp_remind, tell_ticket
 * Internal
 */
DROP PROCEDURE IF EXISTS queue_decided;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE queue_decided(IN this_ticket INT, IN this_entity INT,
  IN low_entry BIGINT UNSIGNED, IN high_entry BIGINT UNSIGNED)
  COMMENT 'Queues the mails that have been decided on'
BEGIN
  DECLARE ended, this_user, to_stranger INT DEFAULT 0;
  DECLARE this_decision, this_entry, this_mail BIGINT UNSIGNED;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE this_event VARCHAR(32) CHARACTER SET ascii COLLATE ascii_general_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_address, reason VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE decided CURSOR FOR
    SELECT d.id, d.journal_id, d.event, d.user_id, d.address, d.stranger, COALESCE(r.lang, '')
      FROM mail_decision AS d LEFT JOIN erp_mail_recipient AS r ON r.user_id = d.user_id
      WHERE d.ticket_id = this_ticket AND d.journal_id BETWEEN low_entry AND high_entry AND d.sender = 'ours' AND d.mail_id IS NULL
      ORDER BY d.id;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN decided;
  FETCH decided INTO this_decision, this_entry, this_event, this_user, this_address, to_stranger, this_lang;
  IF NOT ended THEN
    SELECT MAX(k.track_id) INTO this_track FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  END IF;
  WHILE NOT ended DO
    CALL ask_budget(this_ticket, this_address, this_user IS NOT NULL, to_stranger, reason);
    IF reason IS NULL THEN
      INSERT INTO mail_outbox (entity, ticket_id, track_id, kind, recipient_user_id, address, lang, state)
        VALUES (this_entity, this_ticket, this_track, this_event, this_user, this_address, this_lang, 'pending');
      SET this_mail = LAST_INSERT_ID();
      UPDATE mail_decision SET mail_id = this_mail WHERE id = this_decision;
      UPDATE ticket_journal SET mail_id = this_mail WHERE id = this_entry AND mail_id IS NULL;
    ELSE
      UPDATE mail_decision SET sender = 'nobody', why = reason WHERE id = this_decision;
    END IF;
    FETCH decided INTO this_decision, this_entry, this_event, this_user, this_address, to_stranger, this_lang;
  END WHILE;
  CLOSE decided;
END//
DELIMITER ;

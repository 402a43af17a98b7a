/*
 * Queues a mail of its own for what somebody is to be told, as far as budgets allow.
 *
 * this_decision  mail_decision.id
 * this_entity    entity of its ticket
 * this_address   recipient
 * this_lang      his language, ISO 639-1; empty: not known
 *
 * Reads:      mail_decision, ticket_journal
 * Writes:     mail_decision, mail_outbox, ticket_journal
 * Called by:  queue_decided, queue_digest
 * Internal
 */
DROP PROCEDURE IF EXISTS queue_alone;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE queue_alone(IN this_decision BIGINT UNSIGNED, IN this_entity INT,
  IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Queues a mail of its own for what somebody is to be told'
BEGIN
  DECLARE this_ticket, this_user, to_stranger INT;
  DECLARE this_entry, this_mail BIGINT UNSIGNED;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE this_event VARCHAR(32) CHARACTER SET ascii COLLATE ascii_general_ci;
  DECLARE reason VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(d.ticket_id), MAX(d.user_id), MAX(d.stranger), MAX(d.journal_id), MAX(LEFT(j.track_id, 16)), MAX(d.event)
    INTO this_ticket, this_user, to_stranger, this_entry, this_track, this_event
    FROM mail_decision AS d JOIN ticket_journal AS j ON j.id = d.journal_id WHERE d.id = this_decision;
  CALL ask_budget(this_ticket, this_address, this_user IS NOT NULL, to_stranger, reason);
  IF reason IS NULL THEN
    INSERT INTO mail_outbox (entity, ticket_id, track_id, kind, recipient_user_id, address, lang, state)
      VALUES (this_entity, this_ticket, this_track, this_event, this_user, this_address, this_lang, 'pending');
    SET this_mail = LAST_INSERT_ID();
    UPDATE mail_decision SET mail_id = this_mail WHERE id = this_decision;
    UPDATE ticket_journal SET mail_id = this_mail WHERE id = this_entry AND mail_id IS NULL;
  ELSE
    CALL leave_out(this_decision, reason);
  END IF;
END//
DELIMITER ;

/*
 * Returns the mail that somebody gets about what happened to a ticket, as it would go out now, without sending it. What
 * happened is the newest of its kind in the journal: the last answer, the last closing.
 *
 * this_ref        ref of the ticket, whoever opened it
 * this_kind       kind of mail: customer_received, agent_new, customer_answered, agent_answered, assigned, closed, reopened,
 *                 warning, reminder, escalation
 * this_recipient  login of a user of the ERP, or a customer's address
 *
 * Returns a row with the finished message (RFC 5322), or why it cannot be composed. Error 45000 with a sentence if ticket,
 * kind or user is not known, if two tickets have the ref, or if the mail would not go out. Refused inside a transaction: it
 * commits.
 *
 * Reads:      erp_mail_recipient, llx_ticket
 * Writes:     claimed_mail
 * Public
 */
DROP PROCEDURE IF EXISTS preview_desk_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE preview_desk_mail(
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_recipient VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Returns the mail that somebody gets about what happened to a ticket, without sending it'
BEGIN
  DECLARE this_entity, this_ticket, this_user, tickets, room INT;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE this_address, reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '';
  CALL require_no_transaction();
  IF NOT COALESCE(this_kind IN (@DESK_KINDS@), 0) THEN
    CALL refuse('There is no such kind: customer_received, agent_new, customer_answered, agent_answered, assigned, closed … (docs/mails.md).');
  END IF;
  SELECT MAX(t.entity), MAX(t.rowid), MAX(CONVERT(LEFT(t.track_id, 16) USING ascii)), COUNT(*)
    INTO this_entity, this_ticket, this_track, tickets
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ WHERE t.ref = this_ref COLLATE utf8mb4_unicode_ci;
  IF tickets <> 1 THEN
    CALL refuse(CONCAT('There are ', tickets, ' tickets with ref "', COALESCE(LEFT(this_ref, 40), 'NULL'), '" in the ERP, not one.'));
  ELSEIF this_recipient LIKE '%@%' THEN
    SET this_address = this_recipient;
    IF ticketstock_fault('address', this_address) IS NOT NULL THEN
      CALL refuse(CONCAT('Recipient: ', CONVERT(ticketstock_fault('address', this_address) USING utf8mb4), '.'));
    END IF;
  ELSE
    SELECT MAX(user_id), MAX(address), MAX(lang), MAX(problem) INTO this_user, this_address, this_lang, reason
      FROM erp_mail_recipient WHERE login = this_recipient COLLATE utf8mb4_unicode_ci;
    IF this_user IS NULL THEN
      CALL refuse(CONCAT('There is no user with login "', COALESCE(LEFT(this_recipient, 40), 'NULL'), '" in the ERP.'));
    ELSEIF reason IS NOT NULL THEN
      CALL refuse(reason);
    END IF;
  END IF;
  CALL begin_claim(room);
  INSERT INTO claimed_mail (id, ticket_id, track_id, kind, recipient_user_id, address, lang)
    VALUES (0, this_ticket, this_track, this_kind, this_user, this_address, this_lang);
  COMMIT;
  CALL show_preview(this_entity);
END//
DELIMITER ;

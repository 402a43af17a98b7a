/*
 * Returns the mail that a user gets about a ticket, as it would go out now, without sending it.
 *
 * this_ref    ref of the ticket, which has to be one of ours
 * this_login  login of the user
 *
 * Returns a row with the finished message (RFC 5322), or why it cannot be composed. Error 45000 with a sentence
 * if ticket or user is not known, or the user can get no mail. Refused inside a transaction: it commits.
 *
 * Reads:      erp_mail_recipient, llx_ticket, opened_ticket, rule
 * Writes:     claimed_mail
 * Public
 */
DROP PROCEDURE IF EXISTS preview_mail;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE preview_mail(
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_login VARCHAR(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Returns the mail that a user gets about a ticket, without sending it'
BEGIN
  DECLARE this_entity, this_ticket, this_user, room INT;
  DECLARE this_track CHAR(16) CHARACTER SET ascii COLLATE ascii_bin;
  DECLARE this_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_address, reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL require_no_transaction();
  SELECT MAX(t.entity), MAX(t.rowid), MAX(o.track_id), MAX(IF(r.grouped_by = 'operation', 'operation', 'opened'))
    INTO this_entity, this_ticket, this_track, this_kind
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ JOIN opened_ticket AS o ON o.ticket_id = t.rowid
      AND o.track_id = CONVERT(t.track_id USING ascii) COLLATE ascii_bin
    LEFT JOIN rule AS r ON r.id = o.rule_id WHERE t.ref = this_ref COLLATE utf8mb4_unicode_ci;
  SELECT MAX(user_id), MAX(address), MAX(lang), MAX(problem) INTO this_user, this_address, this_lang, reason
    FROM erp_mail_recipient WHERE login = this_login COLLATE utf8mb4_unicode_ci;
  IF this_ticket IS NULL THEN
    CALL refuse(CONCAT('There is no ticket of ours with ref "', COALESCE(this_ref, 'NULL'), '" in the ERP.'));
  ELSEIF this_user IS NULL THEN
    CALL refuse(CONCAT('There is no user with login "', COALESCE(this_login, 'NULL'), '" in the ERP.'));
  ELSEIF reason IS NOT NULL THEN
    CALL refuse(reason);
  END IF;
  CALL begin_claim(room);
  INSERT INTO claimed_mail (id, ticket_id, track_id, kind, recipient_user_id, address, lang)
    VALUES (0, this_ticket, this_track, this_kind, this_user, this_address, this_lang);
  COMMIT;
  CALL show_preview(this_entity);
END//
DELIMITER ;

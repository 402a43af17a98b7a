/*
 * Writes the mails of claimed_mail, all of one entity, into the new mail_batch, as the ERP's rows and switches
 * stand now. A mail that may not go out has a problem there, such as a recipient who was disabled after the movement
 * (unless it is for somebody else at that address too); one whose ticket is gone is not there: a ticket that has the
 * rowid now, but another track_id, is another one, whose text is not for these recipients.
 *
 * this_entity  entity of all mails in claimed_mail
 *
 * READ COMMITTED: otherwise INSERT … SELECT locks the rows that it reads, and waits for open movements.
 * Message-ID: the claim's; a preview has one of its own. The reference is the ticket's thread, which Dolibarr's mail
 * collector finds in the ERP's row; tickets of 0.2.0 have none, and keep what their first mails named.
 * The desk's mails, and digests, are written by procedures of their own, where there are any.
 * Error 45000 if a mail text is missing: the mails are put back, they are not at fault.
 *
 * Reads:      claimed_mail, code_label, erp_mail_setting, llx_c_ticket_category, llx_c_ticket_severity,
 *             llx_c_ticket_type, llx_entrepot, llx_product, llx_stock_mouvement, llx_ticket, llx_user, mail_outbox,
 *             mail_template, opened_ticket, renewed_link
 * Writes:     mail_batch
 * Called by:  send_batch, show_preview
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_fill_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_fill_batch(IN this_entity INT)
  COMMENT 'Writes the claimed mails of an entity into mail_batch'
BEGIN
  DECLARE off_by, zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sender, sender_name, reply_to, company, erp_url,
    mail_host VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE erp_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE textless_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE desk_mails, digests INT;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  SELECT MAX(s.sender), MAX(s.sender_name), MAX(s.reply_to), MAX(s.company), MAX(s.erp_url), MAX(s.mail_host),
    MAX(s.lang), MAX(s.zone)
    INTO sender, sender_name, reply_to, company, erp_url, mail_host, erp_lang, zone
    FROM erp_mail_setting AS s WHERE s.entity = this_entity;
  CALL make_mail_batch();
  SELECT COUNT(IF(c.kind IN (@DESK_KINDS@), 1, NULL)), COUNT(IF(c.kind = 'digest', 1, NULL)) INTO desk_mails, digests FROM claimed_mail AS c;
  IF desk_mails > 0 THEN
    CALL erp_read_desk_mails();
  END IF;
  COMMIT;
  SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
  START TRANSACTION;
  CALL erp_tell_seen_mails();
  CALL choose_language(erp_lang);
  SELECT MAX(c.kind) INTO textless_kind FROM claimed_mail AS c
    LEFT JOIN mail_template AS template ON template.kind = c.kind AND template.lang = c.lang AND template.html <> ''
    WHERE template.kind IS NULL;
  IF textless_kind IS NOT NULL THEN
    COMMIT;
    CALL refuse(CONCAT('mail_template has no text of kind ', textless_kind, ', in no language: its mails wait. Run install.sql again.'));
  END IF;
  IF desk_mails > 0 THEN
    CALL erp_fill_desk_batch(this_entity);
  END IF;
  IF digests > 0 THEN
    CALL erp_fill_digests(this_entity);
  END IF;
  INSERT INTO mail_batch (id, problem, sender, sender_name, reply_to, recipient, shown_recipient, recipient_name, message_id,
      reference, feedback_id, zone, subject, html)
  SELECT c.id,
      CASE WHEN FIND_IN_SET(c.address, excluded) AND replaced_by IS NULL THEN
          'The ERP sends no mail to this address: constant MAIN_MAIL_FORCE_NOT_SENDING_TO.'
        WHEN c.copy_of IS NULL AND c.recipient_user_id IS NOT NULL AND COALESCE(u.statut, 0) <> 1
            AND (SELECT COUNT(*) FROM mail_outbox AS same JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS sharer @BASE_TABLE@
              ON sharer.rowid = same.recipient_user_id
              WHERE same.ticket_id = c.ticket_id AND same.id <> c.id AND same.copy_of IS NULL AND sharer.statut = 1
                AND LOWER(same.address) = LOWER(c.address) COLLATE utf8mb4_bin) = 0 THEN
          CONCAT('User ', c.recipient_user_id, IF(u.rowid IS NULL, ' is no longer in the ERP.',
            ' is disabled in the ERP.'))
        WHEN c.copy_of IS NULL AND c.recipient_user_id IS NOT NULL AND TRIM(COALESCE(u.email, '')) = '' THEN
          CONCAT('User ', c.recipient_user_id, ' has no mail address in the ERP any more: enter one there.') END,
      sender, sender_name, reply_to,
      COALESCE(forced_to, IF(FIND_IN_SET(c.address, excluded), replaced_by, c.address)),
      IF(c.copy_of IS NULL, NULL, COALESCE(original.address, u.email)), TRIM(CONCAT_WS(' ', u.firstname, u.lastname)),
      COALESCE(c.message_id, CONCAT(LOWER(HEX(RANDOM_BYTES(12))), '.dolibarr-tic', t.rowid, '@', mail_host)),
      IF(o.has_thread, @OPENED_THREAD_ID@, CONCAT('dolibarr-tic', t.rowid, '@', mail_host)),
        CONCAT(t.ref, ':', c.kind, ':ticketstock'), zone,
      CONVERT(ticketstock_render(template.subject, 'text',
        @SUBJECT_PLACEHOLDERS@) USING utf8mb4),
      ticketstock_render(COALESCE(frame.html, other.html), 'html',
        @FRAME_PLACEHOLDERS@,
        'html:__BODY__', ticketstock_render(template.html, 'html',
        @HTML_PLACEHOLDERS@))
    FROM claimed_mail AS c
    STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = c.ticket_id
      AND CONVERT(t.track_id USING ascii) COLLATE ascii_bin = c.track_id
    LEFT JOIN opened_ticket AS o ON o.ticket_id = c.ticket_id AND o.track_id = c.track_id
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS v @BASE_TABLE@ ON v.rowid = o.movement_id
      AND CRC32(CONCAT_WS('|', v.datem, v.fk_product, v.fk_entrepot, v.value, v.fk_user_author)) = o.movement_print
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p @BASE_TABLE@ ON p.rowid = v.fk_product
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS w @BASE_TABLE@ ON w.rowid = v.fk_entrepot
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = c.recipient_user_id
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_type` AS type @BASE_TABLE@
      ON type.code = CONVERT(t.type_code USING utf8mb4) COLLATE utf8mb4_unicode_ci AND type.entity = t.entity
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_severity` AS severity @BASE_TABLE@
      ON severity.code = CONVERT(t.severity_code USING utf8mb4) COLLATE utf8mb4_unicode_ci
        AND severity.entity = t.entity
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@c_ticket_category` AS category @BASE_TABLE@
      ON category.code = CONVERT(t.category_code USING utf8mb4) COLLATE utf8mb4_unicode_ci
        AND category.entity = t.entity
    LEFT JOIN mail_template AS template ON template.kind = c.kind AND template.lang = c.lang
    LEFT JOIN mail_template AS frame ON frame.kind = 'frame' AND frame.lang = c.lang AND frame.html <> ''
    LEFT JOIN mail_template AS other ON other.kind = 'frame' AND other.lang = @FRAME_LANG@
    LEFT JOIN mail_outbox AS original ON original.id = c.copy_of
    WHERE c.kind NOT IN (@DESK_KINDS@);
  COMMIT;
END//
DELIMITER ;

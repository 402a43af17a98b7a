/*
 * Writes the desk's mails of claimed_mail into mail_batch, as erp_fill_batch does those about goods; desk_mail says what
 * they tell beside their ticket.
 *
 * this_entity  entity of all mails in claimed_mail
 *
 * References: the ticket's thread; the mail that opened it; the recipient's newest mail, which ours answers. By the first
 * two the ERP's mail collector finds the ticket, by the last two the recipient's program his own mail. What somebody else
 * has written goes to the mailer beside the HTML, which has a place for it: the mailer cleans it.
 *
 * Reads:      claimed_mail, code_label, desk_mail, erp_mail_setting, llx_actioncomm, llx_c_ticket_category,
 *             llx_c_ticket_severity, llx_c_ticket_type, llx_ticket, llx_user, mail_template, type_policy
 * Writes:     mail_batch
 * Called by:  erp_fill_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_fill_desk_batch;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_fill_desk_batch(IN this_entity INT)
  COMMENT 'Writes the desk''s mails into mail_batch'
BEGIN
  DECLARE off_by, zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sender, sender_name, reply_to, company, erp_url, public_page,
    mail_host VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  SELECT MAX(s.sender), MAX(s.sender_name), MAX(s.reply_to), MAX(s.company), MAX(s.erp_url), MAX(s.mail_host), MAX(s.zone)
    INTO sender, sender_name, reply_to, company, erp_url, mail_host, zone
    FROM erp_mail_setting AS s WHERE s.entity = this_entity;
  CALL erp_public_page(this_entity, erp_url, public_page);
  INSERT INTO mail_batch (id, problem, sender, sender_name, reply_to, recipient, shown_recipient, recipient_name, message_id,
      reference, in_reply_to, feedback_id, zone, subject, html, word)
  SELECT c.id,
      CASE WHEN FIND_IN_SET(c.address, excluded) AND replaced_by IS NULL THEN
          'The ERP sends no mail to this address: constant MAIN_MAIL_FORCE_NOT_SENDING_TO.'
        WHEN m.problem IS NOT NULL THEN m.problem
        WHEN c.copy_of IS NULL AND c.recipient_user_id IS NOT NULL AND COALESCE(u.statut, 0) <> 1 THEN
          CONCAT('User ', c.recipient_user_id, IF(u.rowid IS NULL, ' is no longer in the ERP.', ' is disabled in the ERP.')) END,
      sender, sender_name, reply_to,
      COALESCE(forced_to, IF(FIND_IN_SET(c.address, excluded), replaced_by, c.address)), IF(c.copy_of IS NULL, NULL, m.address), m.name,
      COALESCE(c.message_id, CONCAT(LOWER(HEX(RANDOM_BYTES(12))), '.dolibarr-tic', t.rowid, '@', mail_host)),
      CONCAT_WS(' ', m.thread, m.first_mail, IF(m.own_mail = m.first_mail, NULL, m.own_mail)),
      COALESCE(m.own_mail, IF(@REQUESTER_IS_RECIPIENT@, m.first_mail, NULL)),
      CONCAT(t.ref, ':', c.kind, ':ticketstock'), zone,
      CONVERT(ticketstock_render(template.subject, 'text',
        @DESK_SUBJECT_PLACEHOLDERS@) USING utf8mb4),
      ticketstock_render(COALESCE(frame.html, other.html), 'html',
        @FRAME_PLACEHOLDERS@,
        'html:__BODY__', ticketstock_render(template.html, 'html',
        @DESK_PLACEHOLDERS@)),
      @DESK_WORD_TEXT@
    FROM claimed_mail AS c
    STRAIGHT_JOIN desk_mail AS m ON m.id = c.id
    STRAIGHT_JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` AS t @BASE_TABLE@ ON t.rowid = m.ticket_id
      AND CONVERT(t.track_id USING ascii) COLLATE ascii_bin = c.track_id
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@actioncomm` AS a @BASE_TABLE@ ON a.id = m.event_id AND a.code IN (@DESK_CODES@)
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
    LEFT JOIN mail_template AS other ON other.kind = 'frame' AND other.lang = @FRAME_LANG@;
END//
DELIMITER ;

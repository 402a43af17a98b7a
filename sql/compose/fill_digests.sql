/*
 * Writes the digests of claimed_mail into mail_batch, as erp_fill_batch does other mails. One of which nothing is left to be
 * told has a problem there.
 *
 * this_entity  entity of all mails in claimed_mail
 *
 * Reads:      claimed_mail, erp_mail_setting, llx_user, mail_outbox, mail_template
 * Writes:     mail_batch
 * Called by:  erp_fill_batch
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_fill_digests;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_fill_digests(IN this_entity INT)
  COMMENT 'Writes the digests into mail_batch'
BEGIN
  DECLARE ended, notices, tickets INT DEFAULT 0;
  DECLARE this_mail, original BIGINT UNSIGNED;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE off_by, zone, day_zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE sender, sender_name, reply_to, organisation, erp_url, mail_host VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE notice_list LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE mails CURSOR FOR SELECT c.id, COALESCE(c.copy_of, c.id), c.lang FROM claimed_mail AS c WHERE c.kind = 'digest';
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  CALL digest_zone(this_entity, day_zone);
  SELECT MAX(m.sender), MAX(m.sender_name), MAX(m.reply_to), MAX(m.company), MAX(m.erp_url), MAX(m.mail_host), MAX(m.zone)
    INTO sender, sender_name, reply_to, organisation, erp_url, mail_host, zone
    FROM erp_mail_setting AS m WHERE m.entity = this_entity;
  SET ended = 0;
  OPEN mails;
  FETCH mails INTO this_mail, original, this_lang;
  WHILE NOT ended DO
    CALL erp_write_notices(original, this_lang, day_zone, COALESCE(erp_url, ''), notice_list, notices, tickets);
    INSERT INTO mail_batch (id, problem, sender, sender_name, reply_to, recipient, shown_recipient, recipient_name, message_id,
        feedback_id, zone, subject, html)
      SELECT c.id,
          CASE WHEN FIND_IN_SET(c.address, excluded) AND replaced_by IS NULL THEN
              'The ERP sends no mail to this address: constant MAIN_MAIL_FORCE_NOT_SENDING_TO.'
            WHEN c.copy_of IS NULL AND COALESCE(u.statut, 0) <> 1 THEN
              CONCAT('User ', c.recipient_user_id, IF(u.rowid IS NULL, ' is no longer in the ERP.', ' is disabled in the ERP.'))
            WHEN notices = 0 THEN 'All that it was to tell has been settled meanwhile.' END,
          sender, sender_name, reply_to, COALESCE(forced_to, IF(FIND_IN_SET(c.address, excluded), replaced_by, c.address)),
          IF(c.copy_of IS NULL, NULL, COALESCE(o.address, u.email)), TRIM(CONCAT_WS(' ', u.firstname, u.lastname)),
          COALESCE(c.message_id, CONCAT(LOWER(HEX(RANDOM_BYTES(12))), '.ticketstock-digest@', mail_host)),
          CONCAT(this_entity, ':digest:ticketstock'), zone, t.subject,
          ticketstock_render(COALESCE(frame.html, english.html), 'html',
            @TEST_FRAME_PLACEHOLDERS@,
            'html:__BODY__', ticketstock_render(t.html, 'html',
            @DIGEST_PLACEHOLDERS@))
        FROM claimed_mail AS c
        LEFT JOIN mail_outbox AS o ON o.id = c.copy_of
        LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u @BASE_TABLE@ ON u.rowid = c.recipient_user_id
        JOIN (SELECT organisation AS company) AS s
        JOIN (SELECT d.html, CONVERT(ticketstock_render(d.subject, 'text', @DIGEST_SUBJECT_PLACEHOLDERS@) USING utf8mb4) AS subject
          FROM mail_template AS d WHERE d.kind = 'digest' AND d.lang = this_lang) AS t
        LEFT JOIN mail_template AS frame ON frame.kind = 'frame' AND frame.lang = this_lang
        LEFT JOIN mail_template AS english ON english.kind = 'frame' AND english.lang = 'en'
        WHERE c.id = this_mail;
    SET ended = 0;
    FETCH mails INTO this_mail, original, this_lang;
  END WHILE;
  CLOSE mails;
END//
DELIMITER ;

/*
 * Writes a test mail into mail_batch, from an entity's sender and in the ERP's language.
 *
 * this_entity   entity that sends
 * this_address  recipient
 * this_relay    named in the text
 *
 * Error 45000 with a sentence if the ERP's switches or a missing sender let nothing out.
 *
 * Reads:      erp_mail_setting, mail_template
 * Writes:     mail_batch
 * Called by:  test_mail
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_fill_test;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_fill_test(
  IN this_entity INT, IN this_address VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_relay VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Writes a test mail into mail_batch'
BEGIN
  DECLARE off_by VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE forced_to, replaced_by VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE excluded, copy_to TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE reason VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  CALL erp_mail_switches(this_entity, off_by, forced_to, excluded, replaced_by, copy_to);
  IF off_by IS NOT NULL THEN
    CALL refuse(CONCAT('The ERP stops all mail: see its constant ', off_by, '.'));
  END IF;
  SELECT MAX(s.problem), IF(COUNT(*) = 0, 'has no sender''s address', NULL) INTO reason, off_by
    FROM erp_mail_setting AS s WHERE s.entity = this_entity;
  IF reason IS NOT NULL OR off_by IS NOT NULL THEN
    CALL refuse(CONCAT('Entity ', this_entity, ' ', COALESCE(reason, off_by), ': see health_check().'));
  END IF;
  INSERT INTO mail_batch (id, sender, sender_name, reply_to, recipient, message_id, zone, subject, html)
    SELECT 0, s.sender, s.sender_name, s.reply_to, COALESCE(forced_to, this_address),
        CONCAT(LOWER(HEX(RANDOM_BYTES(12))), '.ticketstock-test@', s.mail_host), s.zone, t.subject,
        ticketstock_render(f.html, 'html',
        @TEST_FRAME_PLACEHOLDERS@,
        'html:__BODY__', ticketstock_render(t.html, 'html', @TEST_PLACEHOLDERS@))
      FROM erp_mail_setting AS s
      JOIN mail_template AS t ON t.kind = 'test'
      JOIN mail_template AS f ON f.kind = 'frame' AND f.lang IN (t.lang, @FRAME_LANG@)
      WHERE s.entity = this_entity ORDER BY t.lang = s.lang DESC, t.lang = 'en' DESC, t.lang, f.lang = t.lang DESC LIMIT 1;
  IF ROW_COUNT() = 0 THEN
    CALL refuse('There is no text for a test mail (mail_template, kinds test and frame): run install.sql again.');
  END IF;
END//
DELIMITER ;

/*
 * Refuses a mail text that could not be sent, or would show a placeholder as it stands, with a sentence (45000).
 * What each kind may hold: placeholders.cmake.
 *
 * this_kind     kind of mail
 * this_lang     language, ISO 639-1
 * this_subject  subject
 * this_html     text, HTML
 *
 * Called by:  check_texts, trigger mail_template_inserted, trigger mail_template_updated
 * Internal
 */
DROP PROCEDURE IF EXISTS check_template;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_template(
  IN this_kind VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN this_subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_html MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Refuses a mail text that could not be sent'
BEGIN
  DECLARE text_name VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT CONCAT('mail_template ', this_kind, ' ', this_lang);
  DECLARE of_subject, of_html VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  CASE
  WHEN this_kind = 'frame' THEN
    SET of_subject = '__TICKET_SUBJECT__', of_html = '@FRAME_NAMES@';
  WHEN this_kind = 'digest' THEN
    SET of_subject = '@DIGEST_SUBJECT_NAMES@', of_html = '@DIGEST_NAMES@';
  WHEN this_kind = 'test' THEN
    SET of_subject = '', of_html = '@TEST_NAMES@';
  WHEN this_kind IN ('opened', 'operation') THEN
    SET of_subject = '@SUBJECT_NAMES@', of_html = '@HTML_NAMES@';
  WHEN this_kind IN (@USER_KINDS@) THEN
    SET of_subject = '@DESK_SUBJECT_NAMES@', of_html = '@DESK_NAMES@';
  WHEN this_kind IN (@DESK_KINDS@) THEN
    SET of_subject = '@DESK_SUBJECT_NAMES@', of_html = '@CUSTOMER_NAMES@';
  ELSE
    CALL refuse(CONCAT('There is no kind of mail "', LEFT(this_kind, 20),
      '": frame, opened, operation, digest, test, or one of the desk (docs/mails.md).'));
  END CASE;
  IF this_lang NOT REGEXP '^[a-z][a-z]$' THEN
    CALL refuse(CONCAT('lang takes two small letters (ISO 639-1), not "', this_lang, '".'));
  ELSEIF TRIM(this_subject) = '' OR this_html NOT REGEXP '[^[:space:]]' THEN
    CALL refuse(CONCAT(text_name, ' has no subject or no text: its mails could not be sent.'));
  ELSEIF this_subject REGEXP '[[:cntrl:]]' THEN
    CALL refuse(CONCAT(text_name, ' has a subject with a line end or another control character.'));
  ELSEIF this_kind = 'frame' AND LOCATE('__BODY__', this_html) = 0 THEN
    CALL refuse(CONCAT(text_name, ' must hold __BODY__, where the mail''s own text goes.'));
  END IF;
  CALL check_placeholders(CONCAT(text_name, ', subject'), this_subject, of_subject);
  CALL check_placeholders(CONCAT(text_name, ', html'), this_html, of_html);
END//
DELIMITER ;

/*
 * The text of a key of the options.
 *
 * options  JSON object; NULL: none
 * name     the key
 * longest  how many characters it may have
 * value    OUT: the text; NULL: none, or null
 *
 * Error 45000 if it is no text, empty, or longer.
 *
 * Called by:  act_options, act_status, create_guest_ticket, erp_guest_codes, new_ticket_options, reply_ticket,
 *             set_mail_choice, set_type_policy
 * Internal
 */
DROP PROCEDURE IF EXISTS act_text;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE act_text(
  IN options LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN longest INT,
  OUT value LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The text of a key of the options'
BEGIN
  DECLARE found LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT JSON_EXTRACT(options, CONCAT('$.', name));
  SET value = NULL;
  IF found <> 'null' THEN
    IF JSON_TYPE(found) = 'STRING' THEN
      SET value = JSON_UNQUOTE(found);
    END IF;
    IF value IS NULL OR TRIM(value) = '' OR CHAR_LENGTH(value) > longest THEN
      CALL refuse(CONCAT('Key "', name, '" takes a text of 1 to ', longest, ' characters.'));
    END IF;
  END IF;
END//
DELIMITER ;

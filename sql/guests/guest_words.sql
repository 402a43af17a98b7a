/*
 * Makes a guest's text fit for the ERP, or refuses it (45000). Control characters, and those that turn the direction of
 * text, are taken out.
 *
 * what      how the sentence calls it
 * words     the text, plain; NULL counts as empty
 * least     characters that it has at least
 * most      characters that it has at most
 * is_html   1: it becomes a paragraph of HTML, lines are kept; 0: one line, with ‹ › ” in place of what HTML is made of
 * made      OUT: the text
 *
 * Called by:  create_guest_ticket, reply_as_guest
 * Internal
 */
DROP PROCEDURE IF EXISTS guest_words;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE guest_words(
  IN what VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN words LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN least INT, IN most INT, IN is_html INT,
  OUT made LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Makes a guest''s text fit for the ERP'
BEGIN
  SET made = '';
  /* What is too long is not read. */
  IF CHAR_LENGTH(COALESCE(words, '')) <= most THEN
    SET made = REPLACE(REPLACE(COALESCE(words, ''), '\r\n', '\n'), '\r', '\n');
    SET made = REGEXP_REPLACE(made, IF(is_html, '[\\x{2028}\\x{2029}]', '[\\n\\t\\x{2028}\\x{2029}]+'), IF(is_html, '\n', ' '));
    SET made = REGEXP_REPLACE(made, '[\\x{0}-\\x{8}\\x{B}-\\x{1F}\\x{7F}-\\x{9F}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}]', '');
    SET made = REGEXP_REPLACE(made, '^[ \\n\\t\\x{A0}\\x{2000}-\\x{200D}\\x{2060}\\x{3000}]+|[ \\n\\t\\x{A0}\\x{2000}-\\x{200D}\\x{2060}\\x{3000}]+$', '');
  END IF;
  IF CHAR_LENGTH(made) < least OR CHAR_LENGTH(words) > most THEN
    CALL refuse(CONCAT(what, ' takes ', IF(least > 0, CONCAT(least, ' to '), 'up to '), most, ' characters.'));
  END IF;
  IF is_html THEN
    SET made = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(made, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#039;');
    SET made = CONCAT('<p>', REPLACE(made, '\n', '<br>\n'), '</p>');
  ELSE
    /* As text it is shown everywhere, and not everywhere escaped: Dolibarr takes such characters out when it reads its forms. */
    SET made = REPLACE(REPLACE(REPLACE(made, '<', '‹'), '>', '›'), '"', '”');
  END IF;
END//
DELIMITER ;

/*
 * Refuses a text with a placeholder that does not exist, with a sentence (45000) that names it.
 *
 * what   where it stands, for the sentence
 * text   subject or content
 * those  those that exist there, separated by commas; NULL: those of rules (table placeholder)
 *
 * Reads:      placeholder
 * Called by:  check_rule_row, check_template, check_texts
 * Internal
 */
DROP PROCEDURE IF EXISTS check_placeholders;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_placeholders(
  IN what VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN text MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  IN those VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Refuses a text with an unknown placeholder'
BEGIN
  DECLARE this_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE known INT DEFAULT 1;
  WHILE known AND text REGEXP '__[A-Za-z0-9]+(_[A-Za-z0-9]+)*__' DO
    SET this_name = REGEXP_SUBSTR(text, '__[A-Za-z0-9]+(_[A-Za-z0-9]+)*__');
    SELECT IF(those IS NULL, COUNT(*), FIND_IN_SET(this_name, those)) INTO known FROM placeholder
      WHERE name = this_name;
    SET text = REPLACE(text, this_name, '');
  END WHILE;
  IF NOT known THEN
    CALL refuse(CONCAT('There is no placeholder ', this_name, ' (in ', what, '): ',
      IF(those IS NULL, 'SELECT name, meaning FROM placeholder.', 'see docs/delivery.md, Texts.')));
  END IF;
END//
DELIMITER ;

/*
 * Refuses a text with a placeholder that does not exist, with a sentence (45000) that names it.
 *
 * what  the column, for the sentence; text  subject or content of a rule
 */
DROP PROCEDURE IF EXISTS check_placeholders;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE check_placeholders(
  IN what VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN text MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
  COMMENT 'Refuses a text with an unknown placeholder'
BEGIN
  DECLARE this_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE known INT DEFAULT 1;
  WHILE known AND text REGEXP '__[A-Za-z0-9]+(_[A-Za-z0-9]+)*__' DO
    SET this_name = REGEXP_SUBSTR(text, '__[A-Za-z0-9]+(_[A-Za-z0-9]+)*__');
    SELECT COUNT(*) INTO known FROM placeholder WHERE name = this_name;
    SET text = REPLACE(text, this_name, '');
  END WHILE;
  IF NOT known THEN
    CALL refuse(CONCAT('There is no placeholder ', this_name, ' (in ', what, '): SELECT name, meaning FROM placeholder.'));
  END IF;
END//
DELIMITER ;

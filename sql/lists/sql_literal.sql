/*
 * A text as a literal of SQL that cannot end early, whatever the session's charset and sql_mode.
 *
 * this_text  the text
 * literal    OUT: the literal
 *
 * Called by:  level_column, list_condition, list_entity, list_number, list_text, list_word
 * Internal
 */
DROP PROCEDURE IF EXISTS sql_literal;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE sql_literal(
  IN this_text VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT literal VARCHAR(9000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'A text as a literal of SQL'
BEGIN
  SET literal = IF(this_text REGEXP '^[A-Za-z0-9_ %-]*$', CONCAT('''', this_text, ''''),
    /* Beyond utf8mb3 a column of the ERP takes it with a collation only, and without an index; it has no such text. */
    CONCAT('_utf8mb4 X''', HEX(this_text), '''', IF(HEX(this_text) REGEXP '^(..)*F', ' COLLATE utf8mb4_unicode_ci', '')));
END//
DELIMITER ;

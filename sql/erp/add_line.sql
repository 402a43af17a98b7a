/*
 * Adds a line to the table at the end of a ticket's content; begins the table if there is none.
 *
 * line     from erp_render_ticket(), this_lang  language of the head of the table
 * message  INOUT: the content, HTML; it ends with the table from then on
 */
DROP PROCEDURE IF EXISTS erp_add_line;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_add_line(
  IN line TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  INOUT message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Adds a line to a ticket''s content'
BEGIN
  DECLARE head TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE table_end CHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '</table>';
  IF message LIKE '%<table class="ticketstock"%</table>' THEN
    SET message = CONCAT(LEFT(message, CHAR_LENGTH(message) - CHAR_LENGTH(table_end)), line, table_end);
  ELSE
    SELECT CONCAT('<tr>', GROUP_CONCAT('<th align="left">', label, '</th>'
        ORDER BY FIELD(code, 'PRODUCT', 'QUANTITY', 'LOT', 'WAREHOUSE') SEPARATOR ''), '</tr>')
      INTO head FROM code_label AS l WHERE l.dictionary = 'column' AND l.lang = this_lang;
    SET message = CONCAT(message, '<table class="ticketstock" border="1" cellpadding="4">', head, line, table_end);
  END IF;
END//
DELIMITER ;

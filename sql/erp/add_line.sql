/*
 * Adds a movement as a line to the table at the end of a ticket's content; begins the table if there is
 * none.
 *
 * this_movement  rowid of the movement, this_entity  whose language the head of the table speaks
 * message        INOUT: the content, HTML; it ends with the table from then on
 */
DROP PROCEDURE IF EXISTS erp_add_line;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_add_line(
  IN this_movement INT, IN this_entity INT,
  INOUT message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Adds a movement as a line to a ticket''s content'
BEGIN
  DECLARE line, head TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE this_lang VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE table_end CHAR(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT '</table>';
  SELECT CONVERT(ticketstock_render('<tr><td>__PRODUCT__</td><td>__QTY__</td><td>__BATCH__</td><td>__WAREHOUSE__</td></tr>',
      'html', '__PRODUCT__', CONCAT_WS(' ', p.ref, p.label), '__QTY__', m.value, '__BATCH__', m.batch,
      '__WAREHOUSE__', e.ref) USING utf8mb4) INTO line
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p ON p.rowid = m.fk_product
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e ON e.rowid = m.fk_entrepot
    WHERE m.rowid = this_movement;
  IF message LIKE '%<table class="ticketstock"%</table>' THEN
    SET message = CONCAT(LEFT(message, CHAR_LENGTH(message) - CHAR_LENGTH(table_end)), line, table_end);
  ELSE
    CALL erp_language(this_entity, this_lang);
    SELECT CONCAT('<tr>', GROUP_CONCAT('<th align="left">', label, '</th>'
        ORDER BY FIELD(code, 'PRODUCT', 'QUANTITY', 'LOT', 'WAREHOUSE') SEPARATOR ''), '</tr>')
      INTO head FROM code_label AS l WHERE l.dictionary = 'column' AND l.lang = this_lang;
    SET message = CONCAT(message, '<table class="ticketstock" border="1" cellpadding="4">', head, line, table_end);
  END IF;
END//
DELIMITER ;

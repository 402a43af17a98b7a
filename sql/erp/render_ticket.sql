/*
 * Puts a movement's values into subject and content of a ticket, for every placeholder of table placeholder, and
 * makes the movement's line for a ticket grouped by operation.
 *
 * this_movement  what the values come from; this_ref, this_source, origin_ref, third_party, opened_on  what
 * was found out before
 * subject   INOUT: the rule's, then text of at most 255 characters; NULL stays NULL
 * message   INOUT: the rule's, HTML, then the same with escaped values; NULL stays NULL
 * line      OUT: a row of a table, HTML, if wants_line, else NULL
 */
DROP PROCEDURE IF EXISTS erp_render_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_render_ticket(
  IN this_movement INT,
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN third_party INT, IN opened_on DATETIME, IN wants_line INT,
  INOUT subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  INOUT message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT line TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Puts a movement''s values into subject and content of a ticket'
BEGIN
  DECLARE was_given INT DEFAULT message IS NOT NULL;
  SELECT LEFT(CONVERT(ticketstock_render(subject, 'text',
        '__TICKET_REF__', this_ref, '__PRODUCT_REF__', p.ref, '__PRODUCT_LABEL__', p.label,
        '__PRODUCT_BARCODE__', p.barcode, '__QTY__', m.value, '__BATCH__', m.batch,
        '__EATBY__', m.eatby, '__SELLBY__', m.sellby, '__WAREHOUSE_REF__', e.ref,
        '__WAREHOUSE_LABEL__', e.lieu, '__MOVEMENT_ID__', m.rowid, '__MOVEMENT_LABEL__', m.label,
        '__INVENTORY_CODE__', m.inventorycode, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', s.nom, '__USER_FULLNAME__', TRIM(CONCAT_WS(' ', u.firstname, u.lastname)),
        '__USER_LOGIN__', u.login, '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'),
        '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4), 255),
      CONVERT(ticketstock_render(message, 'html',
        '__TICKET_REF__', this_ref, '__PRODUCT_REF__', p.ref, '__PRODUCT_LABEL__', p.label,
        '__PRODUCT_BARCODE__', p.barcode, '__QTY__', m.value, '__BATCH__', m.batch,
        '__EATBY__', m.eatby, '__SELLBY__', m.sellby, '__WAREHOUSE_REF__', e.ref,
        '__WAREHOUSE_LABEL__', e.lieu, '__MOVEMENT_ID__', m.rowid, '__MOVEMENT_LABEL__', m.label,
        '__INVENTORY_CODE__', m.inventorycode, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', s.nom, '__USER_FULLNAME__', TRIM(CONCAT_WS(' ', u.firstname, u.lastname)),
        '__USER_LOGIN__', u.login, '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'),
        '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4),
      IF(wants_line, CONVERT(ticketstock_render(
        '<tr><td>__PRODUCT__</td><td>__QTY__</td><td>__BATCH__</td><td>__WAREHOUSE__</td></tr>', 'html',
        '__PRODUCT__', CONCAT_WS(' ', p.ref, p.label), '__QTY__', m.value, '__BATCH__', m.batch,
        '__WAREHOUSE__', e.ref) USING utf8mb4), NULL)
    INTO subject, message, line
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e ON e.rowid = m.fk_entrepot
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p ON p.rowid = m.fk_product
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u ON u.rowid = m.fk_user_author
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s ON s.rowid = third_party
    WHERE m.rowid = this_movement;
  IF was_given AND message IS NULL THEN
    CALL refuse('The rule''s content is larger than 16 MB with its values, or memory is out.');
  END IF;
END//
DELIMITER ;

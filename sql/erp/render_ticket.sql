/*
 * Makes subject and content of a ticket from its rule, with every placeholder of table placeholder.
 *
 * this_movement, this_rule  what the values come from; this_ref, this_source, origin_ref, third_party,
 * opened_on  what was found out before
 * subject   OUT: text, at most 255 characters; message  OUT: HTML, values escaped
 */
DROP PROCEDURE IF EXISTS erp_render_ticket;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_render_ticket(
  IN this_movement INT, IN this_rule INT,
  IN this_ref VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  IN third_party INT, IN opened_on DATETIME,
  OUT subject VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT message MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'Makes subject and content of a ticket from its rule'
BEGIN
  SELECT LEFT(CONVERT(ticketstock_render(r.subject, 'text',
        '__TICKET_REF__', this_ref, '__PRODUCT_REF__', p.ref, '__PRODUCT_LABEL__', p.label,
        '__PRODUCT_BARCODE__', p.barcode, '__QTY__', m.value, '__BATCH__', m.batch,
        '__EATBY__', m.eatby, '__SELLBY__', m.sellby, '__WAREHOUSE_REF__', e.ref,
        '__WAREHOUSE_LABEL__', e.lieu, '__MOVEMENT_ID__', m.rowid, '__MOVEMENT_LABEL__', m.label,
        '__INVENTORY_CODE__', m.inventorycode, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', s.nom, '__USER_FULLNAME__', TRIM(CONCAT_WS(' ', u.firstname, u.lastname)),
        '__USER_LOGIN__', u.login, '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'),
        '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4), 255),
      CONVERT(ticketstock_render(r.message, 'html',
        '__TICKET_REF__', this_ref, '__PRODUCT_REF__', p.ref, '__PRODUCT_LABEL__', p.label,
        '__PRODUCT_BARCODE__', p.barcode, '__QTY__', m.value, '__BATCH__', m.batch,
        '__EATBY__', m.eatby, '__SELLBY__', m.sellby, '__WAREHOUSE_REF__', e.ref,
        '__WAREHOUSE_LABEL__', e.lieu, '__MOVEMENT_ID__', m.rowid, '__MOVEMENT_LABEL__', m.label,
        '__INVENTORY_CODE__', m.inventorycode, '__SOURCE__', this_source, '__ORIGIN__', origin_ref,
        '__THIRDPARTY_NAME__', s.nom, '__USER_FULLNAME__', TRIM(CONCAT_WS(' ', u.firstname, u.lastname)),
        '__USER_LOGIN__', u.login, '__DATE__', DATE_FORMAT(opened_on, '%Y-%m-%d'),
        '__TIME__', DATE_FORMAT(opened_on, '%H:%i')) USING utf8mb4)
    INTO subject, message
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m
    JOIN rule AS r ON r.id = this_rule
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@entrepot` AS e ON e.rowid = m.fk_entrepot
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p ON p.rowid = m.fk_product
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@user` AS u ON u.rowid = m.fk_user_author
    LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s ON s.rowid = third_party
    WHERE m.rowid = this_movement;
  IF message IS NULL THEN
    CALL refuse(CONCAT('Rule ', this_rule, ': the content is larger than 16 MB with its values, or memory is out.'));
  END IF;
END//
DELIMITER ;

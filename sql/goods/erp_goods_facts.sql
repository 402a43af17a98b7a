/*
 * By what the goods of a ticket have left, in one sentence: for the journal and the ERP's event of its closing, in
 * the language of the ticket's entity.
 *
 * this_ticket  rowid in the ERP
 * facts        OUT: the sentence; NULL: none have left
 *
 * Reads:      desk_ticket, goods_due, goods_match, goods_movement, llx_const, llx_product, llx_user
 * Called by:  step_holds
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_goods_facts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_goods_facts(IN this_ticket INT,
  OUT facts VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'By what the goods of a ticket have left'
BEGIN
  DECLARE language VARCHAR(2) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT MAX(@TICKET_LANGUAGE@) INTO language FROM desk_ticket AS k WHERE k.ticket_id = this_ticket;
  SELECT LEFT(GROUP_CONCAT(w.words ORDER BY w.id SEPARATOR '; '), 1000) INTO facts
    FROM (
      SELECT x.id, CONCAT(@AMOUNT_OF_taken@, ' x ', COALESCE(@PRODUCT_REF@, g.product_id), IF(g.lot = '', '', CONCAT(' ', g.lot)), ', ',
          COALESCE(@DOCUMENT_WORDS@, ''), COALESCE(CONCAT(', ', @BOOKER_NAME@), ''), ' (', x.movement_id, ')') AS words
        FROM goods_due AS g STRAIGHT_JOIN desk_ticket AS k ON k.ticket_id = g.ticket_id
          AND k.track_id = CONVERT(g.track_id USING utf8mb4) COLLATE utf8mb4_bin
        STRAIGHT_JOIN goods_match AS b ON b.goods_due_id = g.id AND b.quantity > b.returned AND b.moved = 0
        STRAIGHT_JOIN goods_movement AS x ON x.id = b.goods_movement_id
        LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@product` AS p @BASE_TABLE@ ON p.rowid = g.product_id
        WHERE g.ticket_id = this_ticket
    ) AS w;
END//
DELIMITER ;

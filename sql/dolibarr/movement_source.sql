/*
 * What kind of operation a movement that enters goods belongs to, and the document that caused it.
 *
 * this_movement     rowid of the movement in the ERP
 * tells_source      as ready_warehouse.tells_source: 2: the movements before are read for it; 1: only where the
 *                   document is of a kind that we do not know, a transfer without one may pass for a correction; 0:
 *                   never
 * origin_type       as it stands in the movement, like the five that follow; NULL: none
 * origin_id         NULL or 0: none
 * code              inventory code; NULL: none
 * movement_type     0 to 3
 * product           rowid of the product
 * quantity          how much entered
 * this_source       OUT: a word of rule.sources
 * origin_ref        OUT: ref of the document; NULL: none
 * third_party       OUT: rowid of its third party; NULL: none
 * third_party_name  OUT: name of that one; NULL: none
 *
 * Facts: the origin says it where there is one, as an element or as class@module (StockTransfer@product/stock/
 * stocktransfer, whose goods leave and arrive days apart); no origin is 0 and ''; project and user say for what or for
 * whom, not how. Modules bring documents of their own: then the rows tell. A deleted shipment has neither
 * origin nor inventory code and type 3; a direct reception has type 3 and a code; a transfer is
 * preceded by its own goods leaving another warehouse under the same code, within 200 rows where many book
 * at once. "+ 0" keeps the optimizer from the product's index, by which it reads all movements of the product.
 * The tables of a module that was never activated do not exist (1146), and without them there is no grant (1142):
 * then nothing is known of the document, and the ticket is opened all the same.
 *
 * What it does is a part that erp_write_ticket has too: a call would cost each movement.
 *
 * Reads:      llx_commande_fournisseur, llx_expedition, llx_inventory, llx_reception, llx_societe, llx_stock_mouvement
 * Called by:  erp_collect_missed, explain_movement
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_movement_source;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_movement_source(
  IN this_movement INT, IN tells_source INT,
  IN origin_type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN origin_id INT,
  IN code VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN movement_type INT,
  IN product INT, IN quantity DOUBLE,
  OUT this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT third_party INT,
  OUT third_party_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The kind of operation of a movement, and its document'
BEGIN
  DECLARE came_from INT;
  @PART_SOURCE@
END//
DELIMITER ;

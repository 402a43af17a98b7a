/*
 * What kind of operation a movement that enters goods belongs to, and the document that caused it.
 *
 * this_movement     rowid of the movement in the ERP
 * tells_transfer    as ready_warehouse.tells_source: 2: the movements before are read for it; 1: only where the
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
 * Reads:      llx_commande_fournisseur, llx_expedition, llx_inventory, llx_reception, llx_societe, llx_stock_mouvement
 * Called by:  erp_collect_missed, erp_write_ticket, explain_movement
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_movement_source;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_movement_source(
  IN this_movement INT, IN tells_transfer INT,
  IN origin_type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN origin_id INT,
  IN code VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN movement_type INT,
  IN product INT, IN quantity DOUBLE,
  OUT this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT third_party INT,
  OUT third_party_name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'The kind of operation of a movement, and its document'
BEGIN
  DECLARE counterpart INT;
  DECLARE document VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
    DEFAULT IF(origin_id > 0, LOWER(SUBSTRING_INDEX(COALESCE(origin_type, ''), '@', 1)), '');
  IF document IN ('project', 'user') THEN
    SET document = '';
  END IF;
  SET this_source = CASE
    WHEN document = 'inventory' THEN 'inventory'
    WHEN document = 'mo' THEN 'manufacturing'
    WHEN document = 'stocktransfer' THEN 'transfer'
    WHEN document IN ('reception', 'order_supplier', 'supplier_order', 'commande_fournisseur', 'commandefournisseur',
      'commandefournisseurdispatch', 'invoice_supplier') THEN 'reception'
    WHEN document IN ('shipping', 'expedition', 'delivery', 'commande', 'order', 'facture', 'invoice')
      THEN 'return' END;
  IF document <> '' THEN
    BEGIN
      DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146 BEGIN END;
      IF document = 'reception' THEN
        SELECT MAX(d.ref), MAX(d.fk_soc), MAX(s.nom) INTO origin_ref, third_party, third_party_name
          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@reception` AS d @BASE_TABLE@
          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ ON s.rowid = d.fk_soc
            WHERE d.rowid = origin_id LIMIT 1;
      ELSEIF document IN ('order_supplier', 'supplier_order', 'commande_fournisseur', 'commandefournisseur') THEN
        SELECT MAX(d.ref), MAX(d.fk_soc), MAX(s.nom) INTO origin_ref, third_party, third_party_name
          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@commande_fournisseur` AS d @BASE_TABLE@
          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ ON s.rowid = d.fk_soc
            WHERE d.rowid = origin_id LIMIT 1;
      ELSEIF document IN ('shipping', 'expedition') THEN
        SELECT MAX(d.ref), MAX(d.fk_soc), MAX(s.nom) INTO origin_ref, third_party, third_party_name
          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@expedition` AS d @BASE_TABLE@
          LEFT JOIN `@ERP_SCHEMA@`.`@ERP_PREFIX@societe` AS s @BASE_TABLE@ ON s.rowid = d.fk_soc
            WHERE d.rowid = origin_id LIMIT 1;
      ELSEIF document = 'inventory' THEN
        SELECT MAX(d.ref) INTO origin_ref
          FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@inventory` AS d @BASE_TABLE@ WHERE d.rowid = origin_id LIMIT 1;
      END IF;
    END;
  END IF;
  IF this_source IS NULL AND tells_transfer + (document <> '') > 1
    AND (document <> '' OR COALESCE(movement_type, 0) NOT IN (2, 3)) THEN
    SELECT MAX(m.rowid) INTO counterpart
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m @BASE_TABLE@
      WHERE m.rowid BETWEEN this_movement - 200 AND this_movement - 1 AND m.fk_product + 0 = product
        AND m.value = -quantity AND m.inventorycode <=> code COLLATE utf8mb4_unicode_ci
        AND (m.type_mouvement = 1 OR document <> '' AND m.fk_origin = origin_id
          AND m.origintype = origin_type COLLATE utf8mb4_unicode_ci);
  END IF;
  SET this_source = CASE
    WHEN this_source IS NOT NULL THEN this_source
    WHEN counterpart IS NOT NULL THEN 'transfer'
    WHEN movement_type = 2 OR movement_type = 3 AND CONCAT(COALESCE(code, ''), document) = '' THEN 'return'
    WHEN movement_type = 3 THEN 'reception'
    WHEN document <> '' THEN 'other'
    ELSE 'correction' END;
END//
DELIMITER ;

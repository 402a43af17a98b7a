/*
 * What kind of operation a movement that enters goods belongs to, and the document that caused it.
 *
 * this_movement  rowid of the movement; tells_transfer  0: a transfer may pass for a correction, which spares
 *                reading the movements before
 * this_source    OUT: transfer, reception, return, correction, inventory or other
 * origin_ref     OUT: ref of the document, third_party  OUT: its third party's rowid, both NULL if none
 * Facts: the origin says it where there is one; no origin is 0 and ''. A deleted shipment has neither
 * origin nor inventory code and type 3; a direct reception has type 3 and a code; a transfer is
 * preceded by its own goods leaving another warehouse under the same code, within 200 rows where many book
 * at once. "+ 0" keeps the optimizer from the product's index, by which it reads all movements of the product.
 */
DROP PROCEDURE IF EXISTS erp_movement_source;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_movement_source(
  IN this_movement INT, IN tells_transfer INT,
  OUT this_source VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT third_party INT)
  COMMENT 'The kind of operation of a movement, and its document'
BEGIN
  DECLARE origin_type, code VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  DECLARE origin_id, this_product, movement_type, counterpart INT;
  DECLARE quantity DOUBLE;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET counterpart = NULL;
  SELECT m.origintype, m.fk_origin, m.inventorycode, m.fk_product, m.type_mouvement, m.value
    INTO origin_type, origin_id, code, this_product, movement_type, quantity
    FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m WHERE m.rowid = this_movement;
  SET origin_ref = NULL, third_party = NULL;
  IF COALESCE(origin_type, '') <> '' AND origin_id > 0 THEN
    CALL erp_origin(origin_type, origin_id, origin_ref, third_party);
    SET this_source = CASE
      WHEN origin_type = 'inventory' THEN 'inventory'
      WHEN origin_type IN ('reception', 'order_supplier', 'supplier_order', 'commande_fournisseur', 'invoice_supplier') THEN 'reception'
      WHEN origin_type IN ('shipping', 'expedition', 'delivery', 'commande', 'order', 'facture', 'invoice') THEN 'return'
      ELSE 'other' END;
  ELSEIF movement_type = 2 OR movement_type = 3 AND COALESCE(code, '') = '' THEN
    SET this_source = 'return';
  ELSEIF movement_type = 3 THEN
    SET this_source = 'reception';
  ELSEIF NOT tells_transfer THEN
    SET this_source = 'correction';
  ELSE
    SELECT m.rowid INTO counterpart
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@stock_mouvement` AS m
      WHERE m.rowid BETWEEN this_movement - 200 AND this_movement - 1 AND m.fk_product + 0 = this_product
        AND m.value = -quantity AND m.type_mouvement = 1 AND m.inventorycode <=> code COLLATE utf8mb4_unicode_ci
      ORDER BY m.rowid DESC LIMIT 1;
    SET this_source = IF(counterpart IS NULL, 'correction', 'transfer');
  END IF;
END//
DELIMITER ;

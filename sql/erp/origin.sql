/*
 * The document that caused a movement: its ref and its third party; NULL where it is not found.
 *
 * origin_type, origin_id  as they stand in the movement
 * The tables of a module that was never activated do not exist (1146), and without them there is no
 * grant (1142): then nothing is known of the document, and the ticket is opened all the same.
 */
DROP PROCEDURE IF EXISTS erp_origin;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_origin(
  IN origin_type VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN origin_id INT,
  OUT origin_ref VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, OUT third_party INT)
  COMMENT 'The document that caused a movement'
BEGIN
  DECLARE EXIT HANDLER FOR 1054, 1142, 1143, 1146 BEGIN END;
  IF origin_type = 'reception' THEN
    SELECT MAX(ref), MAX(fk_soc) INTO origin_ref, third_party
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@reception` WHERE rowid = origin_id;
  ELSEIF origin_type IN ('order_supplier', 'supplier_order', 'commande_fournisseur') THEN
    SELECT MAX(ref), MAX(fk_soc) INTO origin_ref, third_party
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@commande_fournisseur` WHERE rowid = origin_id;
  ELSEIF origin_type IN ('shipping', 'expedition') THEN
    SELECT MAX(ref), MAX(fk_soc) INTO origin_ref, third_party
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@expedition` WHERE rowid = origin_id;
  ELSEIF origin_type = 'inventory' THEN
    SELECT MAX(ref) INTO origin_ref
      FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@inventory` WHERE rowid = origin_id;
  END IF;
END//
DELIMITER ;

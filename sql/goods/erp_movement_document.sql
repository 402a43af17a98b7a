/*
 * What people know the document of a movement by.
 *
 * origin_type  kind of the document, lower case; NULL: there is none
 * origin_id    its rowid
 * words        the movement's label
 * known_as     OUT: ref of a document that is in the ERP, behind #S (shipment), #R (reception) or #I (inventory); else the label
 *
 * Reads:      llx_expedition, llx_inventory, llx_reception
 * Called by:  erp_follow_movement
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_movement_document;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_movement_document(
  IN origin_type VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, IN origin_id INT,
  IN words VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  OUT known_as VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci)
  COMMENT 'What people know the document of a movement by'
BEGIN
  /* The tables of a module that was never activated do not exist (1146), and without them there is no grant (1142). */
  DECLARE CONTINUE HANDLER FOR 1054, 1142, 1143, 1146 BEGIN END;
  IF origin_type IN ('shipping', 'expedition') THEN
    SELECT MAX(d.ref) INTO known_as FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@expedition` AS d @BASE_TABLE@ WHERE d.rowid = origin_id;
    SET known_as = CONCAT('#S ', known_as);
  ELSEIF origin_type = 'reception' THEN
    SELECT MAX(d.ref) INTO known_as FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@reception` AS d @BASE_TABLE@ WHERE d.rowid = origin_id;
    SET known_as = CONCAT('#R ', known_as);
  ELSEIF origin_type = 'inventory' THEN
    SELECT MAX(d.ref) INTO known_as FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@inventory` AS d @BASE_TABLE@ WHERE d.rowid = origin_id;
    SET known_as = CONCAT('#I ', known_as);
  END IF;
  SET known_as = COALESCE(known_as, NULLIF(words, ''));
END//
DELIMITER ;

/*
 * What not every ERP has. The tables of documents that cause movements exist only where their modules were activated, and
 * origin_references from Dolibarr 22 on, so each grant is made if the column is there. After a module was activated, or
 * Dolibarr was updated, run install.sql again.
 */
DROP PROCEDURE IF EXISTS erp_grant_optional;
DELIMITER //
CREATE PROCEDURE erp_grant_optional(IN this_table VARCHAR(64), IN this_column VARCHAR(64), IN rights VARCHAR(100))
  COMMENT 'Grants rights on a table of the ERP if it has a column'
BEGIN
  DECLARE present INT;
  SELECT COUNT(*) INTO present FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA = '@ERP_SCHEMA@' AND TABLE_NAME = this_table AND COLUMN_NAME = this_column;
  IF present = 1 THEN
    SET @ticketstock_statement = CONCAT('GRANT ', rights, ' ON `@ERP_SCHEMA@`.`', this_table,
      '` TO `ticketstock`@`localhost`');
    PREPARE grant_optional FROM @ticketstock_statement;
    EXECUTE grant_optional;
    DEALLOCATE PREPARE grant_optional;
    SET @ticketstock_statement = NULL;
  END IF;
END//
DELIMITER ;
CALL erp_grant_optional('@ERP_PREFIX@reception', 'rowid', 'SELECT (rowid, ref, fk_soc)');
CALL erp_grant_optional('@ERP_PREFIX@commande_fournisseur', 'rowid', 'SELECT (rowid, ref, fk_soc)');
CALL erp_grant_optional('@ERP_PREFIX@expedition', 'rowid', 'SELECT (rowid, ref, fk_soc, fk_statut)');
CALL erp_grant_optional('@ERP_PREFIX@fichinter', 'rowid', 'SELECT (rowid, ref, fk_statut)');
CALL erp_grant_optional('@ERP_PREFIX@commande', 'rowid', 'SELECT (rowid, ref, fk_statut)');
CALL erp_grant_optional('@ERP_PREFIX@facture', 'rowid', 'SELECT (rowid, ref, fk_statut, paye)');
CALL erp_grant_optional('@ERP_PREFIX@facture_fourn', 'rowid', 'SELECT (rowid, ref, fk_statut, type)');
CALL erp_grant_optional('@ERP_PREFIX@inventory', 'rowid', 'SELECT (rowid, ref)');
CALL erp_grant_optional('@ERP_PREFIX@holiday', 'rowid', 'SELECT (rowid, fk_user, date_debut, date_fin, halfday, statut)');
CALL erp_grant_optional('@ERP_PREFIX@emailcollector_emailcollector', 'rowid', 'SELECT (rowid, entity, login)');
CALL erp_grant_optional('@ERP_PREFIX@ticket', 'origin_references', 'UPDATE (origin_references, tms)');
DROP PROCEDURE erp_grant_optional;

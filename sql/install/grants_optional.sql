/*
 * The documents that cause movements: their tables exist only where the modules were activated, so each
 * grant is made if its table is there. After a module was activated, run install.sql again.
 */
DROP PROCEDURE IF EXISTS erp_grant_optional;
DELIMITER //
CREATE PROCEDURE erp_grant_optional(IN this_table VARCHAR(64), IN columns VARCHAR(100))
  COMMENT 'Grants reading columns of a table of the ERP if it exists'
BEGIN
  DECLARE present INT;
  SELECT COUNT(*) INTO present FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = '@ERP_SCHEMA@' AND TABLE_NAME = this_table;
  IF present = 1 THEN
    SET @ticketstock_statement = CONCAT('GRANT SELECT (', columns, ') ON `@ERP_SCHEMA@`.`', this_table,
      '` TO `ticketstock`@`localhost`');
    PREPARE grant_optional FROM @ticketstock_statement;
    EXECUTE grant_optional;
    DEALLOCATE PREPARE grant_optional;
    SET @ticketstock_statement = NULL;
  END IF;
END//
DELIMITER ;
CALL erp_grant_optional('@ERP_PREFIX@reception', 'rowid, ref, fk_soc');
CALL erp_grant_optional('@ERP_PREFIX@commande_fournisseur', 'rowid, ref, fk_soc');
CALL erp_grant_optional('@ERP_PREFIX@expedition', 'rowid, ref, fk_soc');
CALL erp_grant_optional('@ERP_PREFIX@inventory', 'rowid, ref');
CALL erp_grant_optional('@ERP_PREFIX@emailcollector_emailcollector', 'rowid, entity, login');
DROP PROCEDURE erp_grant_optional;

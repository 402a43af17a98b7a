/*
 * Tells each watched warehouse, and the table of changes, the schema of the ERP, as DATABASE() says it (lower_case_table_names). The triggers' texts
 * have no schema name of the ERP and compare this: in a copy of the ERP they do nothing. Changed only where it differs,
 * so that install.sql for an ERP that was renamed puts it right and no other run waits for the table.
 */
USE `@ERP_SCHEMA@`;
SET @ticketstock_erp = DATABASE();
USE `@TICKETSTOCK_SCHEMA@`;
SELECT IF(COUNT(*) > 0, 'DO 0', CONCAT('ALTER TABLE rule_warehouse ALTER COLUMN erp_schema SET DEFAULT ', QUOTE(@ticketstock_erp)))
  INTO @ticketstock_statement FROM information_schema.COLUMNS
  WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND TABLE_NAME = 'rule_warehouse' AND COLUMN_NAME = 'erp_schema'
    AND REPLACE(COLUMN_DEFAULT, '''', '') = @ticketstock_erp;
PREPARE change_default FROM @ticketstock_statement;
EXECUTE change_default;
DEALLOCATE PREPARE change_default;
UPDATE rule_warehouse SET erp_schema = @ticketstock_erp WHERE erp_schema <> @ticketstock_erp;
SELECT IF(COUNT(*) > 0, 'DO 0', CONCAT('ALTER TABLE ticket_change DROP CONSTRAINT of_the_erp, ADD CONSTRAINT of_the_erp CHECK (erp_schema = ', QUOTE(@ticketstock_erp), ')'))
  INTO @ticketstock_statement FROM information_schema.CHECK_CONSTRAINTS
  WHERE CONSTRAINT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND CONSTRAINT_NAME = 'of_the_erp' AND LOCATE(QUOTE(@ticketstock_erp), REPLACE(CHECK_CLAUSE, '\\''', '''')) > 0;
PREPARE change_constraint FROM @ticketstock_statement;
EXECUTE change_constraint;
DEALLOCATE PREPARE change_constraint;
SET @ticketstock_statement = NULL, @ticketstock_erp = NULL;

/*
 * Tells each watched warehouse the schema of the ERP, as DATABASE() says it (lower_case_table_names). The trigger's text
 * has no schema name of the ERP and compares this: in a copy of the ERP it does nothing. Changed only where it differs,
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
SET @ticketstock_statement = NULL, @ticketstock_erp = NULL;

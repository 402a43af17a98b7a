/*
 * Lets our numbers begin above the highest that Dolibarr has given (TSyymm-nnnn); a counter that is
 * higher already stays.
 */
SELECT CONCAT('ALTER TABLE opened_ticket AUTO_INCREMENT = ',
    COALESCE(MAX(CAST(SUBSTRING_INDEX(ref, '-', -1) AS UNSIGNED)), 0) + 1)
  INTO @ticketstock_statement
  FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket` WHERE ref REGEXP '^TS[0-9]{4}-[0-9]{1,9}$';
PREPARE seed FROM @ticketstock_statement;
EXECUTE seed;
DEALLOCATE PREPARE seed;
SET @ticketstock_statement = NULL;

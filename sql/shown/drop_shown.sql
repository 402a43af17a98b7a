/*
 * Takes our rows, columns, key and check out of the ERP's table of tickets' extra fields, and what the definer might do
 * there. A row that we have made goes unless somebody has written something of his own into it.
 *
 * Reads:      llx_ticket_extrafields
 * Called by:  change_shown
 * Internal
 */
DROP PROCEDURE IF EXISTS drop_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE drop_shown()
  SQL SECURITY INVOKER
  COMMENT 'Takes our columns out of the ERP''s table of tickets'' extra fields'
BEGIN
  DECLARE is_made, this_row, last_row INT;
  DECLARE changes, untouched TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*) INTO is_made FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '@ERP_SCHEMA@'
    AND TABLE_NAME = '@ERP_PREFIX@ticket_extrafields' AND COLUMN_NAME = 'ticketstock_made';
  IF is_made THEN
    SELECT GROUP_CONCAT(CONCAT(' AND ', CASE WHEN IS_NULLABLE = 'NO' AND COLUMN_DEFAULT IS NULL
          THEN CONCAT('(e.`', COLUMN_NAME, '` = '''' OR e.`', COLUMN_NAME, '` = 0)')
        ELSE CONCAT('e.`', COLUMN_NAME, '` <=> DEFAULT(e.`', COLUMN_NAME, '`)') END) SEPARATOR '')
      INTO untouched FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = '@ERP_SCHEMA@' AND TABLE_NAME = '@ERP_PREFIX@ticket_extrafields'
        AND COLUMN_NAME NOT IN ('rowid', 'tms', 'fk_object') AND COLUMN_NAME NOT LIKE 'ticketstock\_%';
    SET @ticketstock_statement = CONCAT('DELETE e FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` AS e @BASE_TABLE@
      WHERE e.rowid BETWEEN ? AND ? AND e.ticketstock_made = 1', COALESCE(untouched, ''));
    PREPARE delete_rows FROM @ticketstock_statement;
    SELECT MIN(e.rowid), MAX(e.rowid) INTO this_row, last_row FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` AS e @BASE_TABLE@;
    WHILE this_row <= last_row DO
      SET @ticketstock_from = this_row, @ticketstock_to = this_row + 9999, this_row = this_row + 10000;
      EXECUTE delete_rows USING @ticketstock_from, @ticketstock_to;
    END WHILE;
    DEALLOCATE PREPARE delete_rows;
  END IF;
  SELECT GROUP_CONCAT(p.piece ORDER BY p.place SEPARATOR ', ') INTO changes FROM (
    SELECT 0 AS place, CONCAT('DROP CONSTRAINT ', CONSTRAINT_NAME) AS piece FROM information_schema.TABLE_CONSTRAINTS
      WHERE CONSTRAINT_SCHEMA = '@ERP_SCHEMA@' AND TABLE_NAME = '@ERP_PREFIX@ticket_extrafields' AND CONSTRAINT_NAME = 'ticketstock_keep'
    UNION SELECT 1, CONCAT('DROP INDEX ', INDEX_NAME) FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = '@ERP_SCHEMA@' AND TABLE_NAME = '@ERP_PREFIX@ticket_extrafields' AND INDEX_NAME = 'ticketstock_object'
    UNION SELECT 2, CONCAT('DROP COLUMN ', c.COLUMN_NAME) FROM information_schema.COLUMNS AS c JOIN (@SHOWN_COLUMNS@) AS w ON w.name = c.COLUMN_NAME
      WHERE c.TABLE_SCHEMA = '@ERP_SCHEMA@' AND c.TABLE_NAME = '@ERP_PREFIX@ticket_extrafields') AS p;
  IF changes IS NOT NULL THEN
    SET @ticketstock_statement = CONCAT('ALTER TABLE `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` ', changes);
    PREPARE change_table FROM @ticketstock_statement;
    EXECUTE change_table;
    DEALLOCATE PREPARE change_table;
  END IF;
  SET @ticketstock_statement = NULL, @ticketstock_from = NULL, @ticketstock_to = NULL;
END//
DELIMITER ;

/*
 * health_check's part on the ERP's tables that we use: those that are gone since install.sql has run, their columns, and
 * those whose rows are not in transactions.
 *
 * Reads:      installed_part, present_part
 * Writes:     finding
 * Called by:  check_parts
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_tables;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_tables()
  COMMENT 'Part of health_check: tables of the ERP'
BEGIN
  /* A table that we have no right on any more is not seen. */
  DECLARE gone, seen TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  SELECT COALESCE(GROUP_CONCAT(i.name), '') INTO gone FROM installed_part AS i
    LEFT JOIN present_part AS p ON p.kind = 'erp table' AND p.place = '' AND p.name = i.name WHERE i.kind = 'erp table' AND p.kind IS NULL;
  SELECT COALESCE(GROUP_CONCAT(DISTINCT r.place), '') INTO seen FROM present_part AS r WHERE r.kind = 'right';
  INSERT INTO finding
    SELECT 'error', 'erp', 'The schema @ERP_SCHEMA@ has none of the ERP''s tables.', '', 'Was it renamed, or restored under another name? Rename it back, or install for the new one (INSTALL.md).'
      FROM installed_part AS i LEFT JOIN present_part AS p ON p.kind = i.kind AND p.place = '' AND p.name = i.name
      WHERE i.kind = 'erp table' HAVING COUNT(*) > 0 AND COUNT(p.kind) = 0;
  INSERT INTO finding
    SELECT 'error', 'erp', CONCAT('The ERP''s table ', i.name, ' is missing.'), '',
        'Restore it there, or switch on the module that makes it. A dump of the ERP that is being loaded has it later.'
      FROM installed_part AS i LEFT JOIN present_part AS p ON p.kind = 'erp table' AND p.place = '' AND p.name = i.name
      WHERE i.kind = 'erp table' AND p.kind IS NULL AND FIND_IN_SET(i.name, seen) LIMIT 20;
  INSERT INTO finding
    SELECT 'error', 'erp', CONCAT('The ERP''s table ', i.place, ' has lost its column ', i.name, '.'), @INSTALL_AGAIN@,
        'If an upgrade of the ERP has taken it away install.sql notes that. Otherwise restore it there.'
      FROM installed_part AS i LEFT JOIN present_part AS p ON p.kind = 'erp column' AND p.place = i.place AND p.name = i.name
      WHERE i.kind = 'erp column' AND p.kind IS NULL AND NOT FIND_IN_SET(i.place, gone) LIMIT 20;
  INSERT INTO finding
    SELECT 'error', 'erp', CONCAT('The ERP''s table ', p.name, ' is ', p.note, ' and not InnoDB: ',
        IF(p.note LIKE '%VIEW%', 'it is not read.', 'what is rolled back stays in it, and tickets of movements that never were.')),
        IF(p.note LIKE '%VIEW%', '', CONCAT('ALTER TABLE `@ERP_SCHEMA@`.`', p.name, '` ENGINE = InnoDB')), 'The ERP itself needs InnoDB.'
      FROM present_part AS p JOIN installed_part AS i ON i.kind = p.kind AND i.place = '' AND i.name = p.name
      WHERE p.kind = 'erp table' AND p.note <> 'InnoDB' LIMIT 20;
END//
DELIMITER ;

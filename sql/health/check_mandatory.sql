/*
 * health_check's part on columns that the ERP demands and we do not fill: a module or an upgrade has added them, and what we write into
 * their table is refused. And on schemas that are read only, which MySQL knows.
 *
 * Writes:     finding
 * Called by:  collect_findings
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_check_mandatory;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_check_mandatory()
  COMMENT 'Part of health_check: columns that the ERP demands, schemas that are read only'
BEGIN
  DECLARE nth INT DEFAULT 0;
  DECLARE this_table VARCHAR(64) CHARACTER SET utf8mb4;
  /* Table by table: a server that is not asked for one opens all of the ERP's, which has hundreds. */
  WHILE nth < 5 DO
    SET nth = nth + 1;
    SET this_table = CONCAT('@ERP_PREFIX@', ELT(nth, 'ticket', 'actioncomm', 'actioncomm_resources', 'element_contact', 'element_element'));
    INSERT INTO finding
      SELECT 'error', 'erp', CONCAT('The ERP''s table ', c.TABLE_NAME, ' demands a value of column ', c.COLUMN_NAME, ', which we do not know: what we write there is refused.'),
          CONCAT('ALTER TABLE `@ERP_SCHEMA@`.`', c.TABLE_NAME, '` MODIFY COLUMN `', c.COLUMN_NAME, '` ', c.COLUMN_TYPE, ' NULL'),
          'A module or an upgrade of the ERP has added it. Or give it a default there.'
        FROM information_schema.COLUMNS AS c
        WHERE c.TABLE_SCHEMA = '@ERP_SCHEMA@' AND c.TABLE_NAME = this_table
          AND c.IS_NULLABLE = 'NO' AND c.COLUMN_DEFAULT IS NULL AND c.EXTRA NOT LIKE '%auto_increment%' AND c.EXTRA NOT LIKE '%GENERATED%'
          AND c.COLUMN_NAME NOT IN ('ref', 'track_id', 'label', 'fk_actioncomm', 'element_type', 'fk_element', 'element_id', 'fk_c_type_contact', 'fk_socpeople',
            'fk_source', 'sourcetype', 'fk_target', 'targettype') LIMIT 20;
  END WHILE;
  /*!80000 INSERT INTO finding
    SELECT 'error', 'server', CONCAT('The schema ', s.SCHEMA_NAME, ' is read only: ', IF(s.SCHEMA_NAME = '@ERP_SCHEMA@', 'no goods are booked, no ticket is opened.', 'no ticket is opened, no mail is sent.')),
        CONCAT('ALTER DATABASE `', s.SCHEMA_NAME, '` READ ONLY = 0'), 'Somebody has made it so, for a copy or a move.'
      FROM information_schema.SCHEMATA_EXTENSIONS AS s WHERE s.SCHEMA_NAME IN ('@TICKETSTOCK_SCHEMA@', '@ERP_SCHEMA@') AND s.OPTIONS LIKE '%READ ONLY=1%'; */
END//
DELIMITER ;

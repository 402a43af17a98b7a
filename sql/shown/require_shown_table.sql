/*
 * Refuses (45000) to show the desk where the ERP's table of tickets' extra fields cannot take it: it is missing, a
 * ticket has two rows, or a column of ours is of somebody else's making.
 *
 * Reads:      llx_ticket_extrafields
 * Called by:  prepare_shown
 * Internal
 */
DROP PROCEDURE IF EXISTS require_shown_table;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE require_shown_table()
  SQL SECURITY INVOKER
  COMMENT 'Refuses to show the desk where the ERP''s table cannot take it'
BEGIN
  DECLARE number INT;
  DECLARE names VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
  SELECT COUNT(*) INTO number FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = '@ERP_SCHEMA@' AND TABLE_TYPE = 'BASE TABLE' AND TABLE_NAME IN ('@ERP_PREFIX@ticket_extrafields',
      '@ERP_PREFIX@extrafields', '@ERP_PREFIX@menu', '@ERP_PREFIX@overwrite_trans', '@ERP_PREFIX@default_values',
      '@ERP_PREFIX@user_param');
  IF number < 6 THEN
    CALL refuse('The ERP lacks @ERP_PREFIX@ticket_extrafields or another table of its pages: activate its module Ticket first.');
  END IF;
  SELECT COUNT(*), GROUP_CONCAT(d.ticket ORDER BY d.ticket SEPARATOR ', ') INTO number, names
    FROM (SELECT e.fk_object AS ticket FROM `@ERP_SCHEMA@`.`@ERP_PREFIX@ticket_extrafields` AS e @BASE_TABLE@
      GROUP BY e.fk_object HAVING COUNT(*) > 1 ORDER BY e.fk_object LIMIT 5) AS d;
  IF number > 0 THEN
    CALL refuse(CONCAT('@ERP_PREFIX@ticket_extrafields has more than one row of ticket ', names, IF(number = 5, ', …', ''),
      ': delete all but one of each.'));
  END IF;
  SELECT MAX(CONCAT(c.COLUMN_NAME, ' is ', c.DATA_TYPE)) INTO names FROM information_schema.COLUMNS AS c
    JOIN (@SHOWN_COLUMNS@) AS w ON w.name = c.COLUMN_NAME
    WHERE c.TABLE_SCHEMA = '@ERP_SCHEMA@' AND c.TABLE_NAME = '@ERP_PREFIX@ticket_extrafields' AND c.DATA_TYPE <> w.type;
  IF names IS NOT NULL THEN
    CALL refuse(CONCAT('@ERP_PREFIX@ticket_extrafields.', names, ': not of our making. Rename that column first.'));
  END IF;
END//
DELIMITER ;

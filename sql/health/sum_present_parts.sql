/*
 * One number of all that list_present_parts() lists: another one once any of it has changed. It costs a fraction of the list.
 *
 * MySQL has no counters of what was changed (count_changes), so there it is asked each time: of tables it takes when they were
 * altered last, to the second, in the place of indexes and constraints. A column's default may change without that.
 *
 * total  OUT: the number; NULL: a table was altered within three seconds, so it may be altered again and show the same
 *
 * Reads:      installed_part
 * Called by:  check_parts
 * Internal
 */
DROP PROCEDURE IF EXISTS sum_present_parts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE sum_present_parts(OUT total BIGINT)
  COMMENT 'One number of all that is there of the installation'
BEGIN
  DECLARE some BIGINT;
  /*M! DECLARE ended INT DEFAULT 0;
  DECLARE this_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE tables CURSOR FOR SELECT i.name FROM installed_part AS i WHERE i.kind = 'erp table' AND i.place = '';
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1; */
  SELECT SUM(p.print) INTO total FROM (
    SELECT CRC32(CONCAT_WS('|', VERSION(), MAX(DEFAULT_COLLATION_NAME))) AS print FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COLLATION /*!80000 , CREATE_TIME */)))
      FROM information_schema.TABLES WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND TABLE_TYPE = 'BASE TABLE'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, COLLATION_NAME, EXTRA)))
      FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@'
    /*M! UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, NON_UNIQUE, COLUMN_NAME)))
      FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TABLE_NAME, CONSTRAINT_NAME))) FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = '@TICKETSTOCK_SCHEMA@' */
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', ROUTINE_NAME, DEFINER, SECURITY_TYPE, ROUTINE_DEFINITION)))
      FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND ROUTINE_TYPE = 'PROCEDURE'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TABLE_NAME, DEFINER, SECURITY_TYPE, VIEW_DEFINITION)))
      FROM information_schema.VIEWS WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', EVENT_OBJECT_TABLE, TRIGGER_NAME, DEFINER, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT)))
      FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TRIGGER_NAME, DEFINER, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT)))
      FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = '@ERP_SCHEMA@' AND EVENT_OBJECT_TABLE = '@ERP_PREFIX@stock_mouvement' AND TRIGGER_NAME LIKE 'ticketstock\_%'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TRIGGER_NAME, DEFINER, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT)))
      FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = '@ERP_SCHEMA@' AND EVENT_OBJECT_TABLE = '@ERP_PREFIX@ticket' AND TRIGGER_NAME LIKE 'ticketstock\_%'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TRIGGER_NAME, DEFINER, ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT)))
      FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = '@ERP_SCHEMA@' AND EVENT_OBJECT_TABLE = '@ERP_PREFIX@actioncomm' AND TRIGGER_NAME LIKE 'ticketstock\_%'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', REPLACE(TABLE_SCHEMA, '\\', ''), PRIVILEGE_TYPE)))
      FROM information_schema.SCHEMA_PRIVILEGES WHERE GRANTEE = '''ticketstock''@''localhost'''
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TABLE_NAME, PRIVILEGE_TYPE)))
      FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = '''ticketstock''@''localhost''' AND TABLE_SCHEMA = '@ERP_SCHEMA@'
    UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TABLE_NAME, PRIVILEGE_TYPE, COLUMN_NAME)))
      FROM information_schema.COLUMN_PRIVILEGES WHERE GRANTEE = '''ticketstock''@''localhost''' AND TABLE_SCHEMA = '@ERP_SCHEMA@'
  ) AS p;
  /* Of its own: a sum passes over NULL. */
  /*!80000 SELECT total + IF(MAX(CREATE_TIME) > SYSDATE() - INTERVAL 3 SECOND, NULL, 0) INTO total
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND TABLE_TYPE = 'BASE TABLE'; */
  IF @@GLOBAL.event_scheduler <> 'DISABLED' THEN
    SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', EVENT_NAME, DEFINER, EVENT_DEFINITION))), 0) INTO some FROM information_schema.EVENTS WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@';
    SET total = total + some;
  END IF;
  /*!80000 SELECT COALESCE(SUM(CRC32(CONCAT_WS('|', t.TABLE_NAME, t.TABLE_TYPE, t.ENGINE, t.CREATE_TIME))), 0) + IF(MAX(t.CREATE_TIME) > SYSDATE() - INTERVAL 3 SECOND, NULL, 0) INTO some
    FROM installed_part AS i JOIN information_schema.TABLES AS t ON t.TABLE_SCHEMA = '@ERP_SCHEMA@' AND t.TABLE_NAME = CONVERT(i.name USING utf8mb3)
    WHERE i.kind = 'erp table' AND i.place = '';
  SET total = total + some; */
  /* Table by table: a server that is not asked for one opens all of the ERP's, which has hundreds. */
  /*M! OPEN tables;
  FETCH tables INTO this_table;
  WHILE NOT ended DO
    SELECT COALESCE(SUM(p.print), 0) INTO some FROM (
      SELECT SUM(CRC32(CONCAT_WS('|', TABLE_NAME, TABLE_TYPE, ENGINE))) AS print FROM information_schema.TABLES WHERE TABLE_SCHEMA = '@ERP_SCHEMA@' AND TABLE_NAME = this_table
      UNION ALL SELECT SUM(CRC32(CONCAT_WS('|', TABLE_NAME, COLUMN_NAME))) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '@ERP_SCHEMA@' AND TABLE_NAME = this_table
    ) AS p;
    SET total = total + some;
    FETCH tables INTO this_table;
  END WHILE;
  CLOSE tables; */
END//
DELIMITER ;

/*
 * Adds what is there of the ERP to the temporary table present_part: the tables that we have a right on, their columns, and our
 * triggers.
 *
 * Reads:      present_part
 * Writes:     present_part
 * Called by:  list_present_parts
 * Internal
 */
DROP PROCEDURE IF EXISTS erp_list_present_parts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE erp_list_present_parts()
  COMMENT 'Lists what is there of the ERP in a temporary table'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_table VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  DECLARE tables CURSOR FOR SELECT DISTINCT r.place FROM present_part AS r WHERE r.kind = 'right' AND r.place <> '' /*!80000
    AND r.place IN ('@ERP_PREFIX@stock_mouvement', '@ERP_PREFIX@ticket', '@ERP_PREFIX@actioncomm') */;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  /* MariaDB, table by table: an ERP has hundreds, and it opens all where it is not asked for one. MySQL joins its dictionary. */
  /*!80000 INSERT INTO present_part
    SELECT 'erp table', '', t.TABLE_NAME, NULL, COALESCE(t.ENGINE, t.TABLE_TYPE) FROM (SELECT TABLE_NAME AS name FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = '''ticketstock''@''localhost''' AND TABLE_SCHEMA = '@ERP_SCHEMA@'
      UNION SELECT TABLE_NAME FROM information_schema.COLUMN_PRIVILEGES WHERE GRANTEE = '''ticketstock''@''localhost''' AND TABLE_SCHEMA = '@ERP_SCHEMA@') AS r
      JOIN information_schema.TABLES AS t ON t.TABLE_SCHEMA = '@ERP_SCHEMA@' AND t.TABLE_NAME = r.name;
  INSERT INTO present_part
    SELECT 'erp column', c.TABLE_NAME, c.COLUMN_NAME, NULL, NULL FROM (SELECT TABLE_NAME AS name FROM information_schema.TABLE_PRIVILEGES WHERE GRANTEE = '''ticketstock''@''localhost''' AND TABLE_SCHEMA = '@ERP_SCHEMA@'
      UNION SELECT TABLE_NAME FROM information_schema.COLUMN_PRIVILEGES WHERE GRANTEE = '''ticketstock''@''localhost''' AND TABLE_SCHEMA = '@ERP_SCHEMA@') AS r
      JOIN information_schema.COLUMNS AS c ON c.TABLE_SCHEMA = '@ERP_SCHEMA@' AND c.TABLE_NAME = r.name; */
  OPEN tables;
  FETCH tables INTO this_table;
  WHILE NOT ended DO
    /*M! INSERT INTO present_part
      SELECT 'erp table', '', t.TABLE_NAME, NULL, COALESCE(t.ENGINE, t.TABLE_TYPE) FROM information_schema.TABLES AS t
        WHERE t.TABLE_SCHEMA = '@ERP_SCHEMA@' AND t.TABLE_NAME = this_table;
    INSERT INTO present_part
      SELECT 'erp column', c.TABLE_NAME, c.COLUMN_NAME, NULL, NULL FROM information_schema.COLUMNS AS c
        WHERE c.TABLE_SCHEMA = '@ERP_SCHEMA@' AND c.TABLE_NAME = this_table; */
    INSERT INTO present_part
      SELECT 'trigger', EVENT_OBJECT_TABLE, TRIGGER_NAME, CRC32(CONCAT(ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT)), DEFINER FROM information_schema.TRIGGERS
        WHERE this_table IN ('@ERP_PREFIX@stock_mouvement', '@ERP_PREFIX@ticket', '@ERP_PREFIX@actioncomm') AND EVENT_OBJECT_SCHEMA = '@ERP_SCHEMA@'
          AND EVENT_OBJECT_TABLE = this_table AND TRIGGER_NAME LIKE 'ticketstock\_%';
    FETCH tables INTO this_table;
  END WHILE;
  CLOSE tables;
END//
DELIMITER ;

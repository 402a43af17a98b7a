/*
 * Lists what is there of an installation, in the temporary table present_part, which it makes: as installed_part, note: what
 * a finding says of it. Of the ERP the tables that we have a right on.
 *
 * Writes:     present_part
 * Called by:  check_parts, note_installed_parts
 * Internal
 */
DROP PROCEDURE IF EXISTS list_present_parts;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE list_present_parts()
  COMMENT 'Lists what is there of the installation in a temporary table'
BEGIN
  DROP TEMPORARY TABLE IF EXISTS present_part;
  CREATE TEMPORARY TABLE present_part (
    kind VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, place VARCHAR(64) NOT NULL, name VARCHAR(128) NOT NULL,
    print BIGINT NULL, note VARCHAR(200) NULL, PRIMARY KEY (kind, place, name)
  ) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  INSERT INTO present_part SELECT 'server', '', VERSION(), NULL, NULL;
  INSERT INTO present_part
    SELECT 'table', '', TABLE_NAME, CRC32(TABLE_COLLATION), ENGINE FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND TABLE_TYPE = 'BASE TABLE';
  INSERT INTO present_part
    SELECT 'column', TABLE_NAME, COLUMN_NAME, CRC32(CONCAT_WS('|', COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, COLLATION_NAME, EXTRA)), COLUMN_TYPE
      FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@';
  INSERT INTO present_part
    SELECT 'index', TABLE_NAME, INDEX_NAME, CRC32(GROUP_CONCAT(CONCAT(NON_UNIQUE, COLUMN_NAME) ORDER BY SEQ_IN_INDEX)), GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX)
      FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' GROUP BY TABLE_NAME, INDEX_NAME;
  INSERT INTO present_part
    SELECT 'constraint', TABLE_NAME, CONSTRAINT_NAME, NULL, NULL FROM information_schema.TABLE_CONSTRAINTS
      WHERE CONSTRAINT_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND CONSTRAINT_TYPE = 'CHECK';
  INSERT INTO present_part
    SELECT 'procedure', '', ROUTINE_NAME, CRC32(CONCAT(SECURITY_TYPE, COALESCE(ROUTINE_DEFINITION, ''))), DEFINER FROM information_schema.ROUTINES
      WHERE ROUTINE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND ROUTINE_TYPE = 'PROCEDURE';
  INSERT INTO present_part
    SELECT 'view', '', TABLE_NAME, CRC32(CONCAT(SECURITY_TYPE, COALESCE(VIEW_DEFINITION, ''))), DEFINER FROM information_schema.VIEWS
      WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@';
  INSERT INTO present_part
    SELECT 'trigger', EVENT_OBJECT_TABLE, TRIGGER_NAME, CRC32(CONCAT(ACTION_TIMING, EVENT_MANIPULATION, ACTION_STATEMENT)), DEFINER FROM information_schema.TRIGGERS
      WHERE EVENT_OBJECT_SCHEMA = '@TICKETSTOCK_SCHEMA@';
  IF @@GLOBAL.event_scheduler <> 'DISABLED' THEN
    INSERT INTO present_part
      SELECT 'event', '', EVENT_NAME, CRC32(EVENT_DEFINITION), DEFINER FROM information_schema.EVENTS
        WHERE EVENT_SCHEMA = '@TICKETSTOCK_SCHEMA@';
  END IF;
  INSERT IGNORE INTO present_part
    SELECT 'right', '', PRIVILEGE_TYPE, NULL, NULL FROM information_schema.SCHEMA_PRIVILEGES
      WHERE GRANTEE = '''ticketstock''@''localhost''' AND REPLACE(TABLE_SCHEMA, '\\', '') = '@TICKETSTOCK_SCHEMA@'
    UNION ALL SELECT 'right', TABLE_NAME, PRIVILEGE_TYPE, NULL, NULL FROM information_schema.TABLE_PRIVILEGES
      WHERE GRANTEE = '''ticketstock''@''localhost''' AND TABLE_SCHEMA = '@ERP_SCHEMA@'
    UNION ALL SELECT 'right', TABLE_NAME, CONCAT(PRIVILEGE_TYPE, ' (', COLUMN_NAME, ')'), NULL, NULL FROM information_schema.COLUMN_PRIVILEGES
      WHERE GRANTEE = '''ticketstock''@''localhost''' AND TABLE_SCHEMA = '@ERP_SCHEMA@';
  CALL erp_list_present_parts();
END//
DELIMITER ;

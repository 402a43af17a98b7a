/*
 * Takes back what grant_shown() has given our definer. PROCESS stays while another installation on this server shows its
 * desk.
 *
 * Called by:  change_shown
 * Internal
 */
DROP PROCEDURE IF EXISTS revoke_shown;
DELIMITER //
CREATE DEFINER = `ticketstock`@`localhost` PROCEDURE revoke_shown()
  SQL SECURITY INVOKER
  COMMENT 'Takes back what our definer was given while the desk was shown'
BEGIN
  DECLARE others INT DEFAULT 0;
  DECLARE this_table, revoked VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT '';
  WHILE this_table IS NOT NULL DO
    /* No cursor, since there is a UNION: MySQL (docs/servers.md). */
    SELECT MIN(CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin) INTO this_table
      FROM (SELECT TABLE_SCHEMA, TABLE_NAME, GRANTEE FROM information_schema.TABLE_PRIVILEGES
        UNION ALL SELECT TABLE_SCHEMA, TABLE_NAME, GRANTEE FROM information_schema.COLUMN_PRIVILEGES) AS p
      WHERE GRANTEE = '\'ticketstock\'@\'localhost\'' AND TABLE_SCHEMA = '@ERP_SCHEMA@'
        AND TABLE_NAME IN ('@ERP_PREFIX@ticket_extrafields', '@ERP_PREFIX@extrafields', '@ERP_PREFIX@default_values')
        AND CONVERT(TABLE_NAME USING utf8mb4) COLLATE utf8mb4_bin > revoked;
    IF this_table IS NOT NULL THEN
      SET revoked = this_table,
        @ticketstock_statement = CONCAT('REVOKE ALL PRIVILEGES ON `@ERP_SCHEMA@`.`', this_table, '` FROM `ticketstock`@`localhost`');
      PREPARE take_back FROM @ticketstock_statement;
      EXECUTE take_back;
      DEALLOCATE PREPARE take_back;
    END IF;
  END WHILE;
  SET @ticketstock_statement = NULL;
  SELECT COUNT(*) INTO others FROM information_schema.EVENTS
    WHERE EVENT_NAME = 'show_desk' AND DEFINER = 'ticketstock@localhost' AND EVENT_SCHEMA <> '@TICKETSTOCK_SCHEMA@';
  IF others = 0 THEN
    REVOKE PROCESS ON *.* FROM `ticketstock`@`localhost`;
  END IF;
END//
DELIMITER ;

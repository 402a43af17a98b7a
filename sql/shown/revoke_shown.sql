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
  DECLARE ended, others INT DEFAULT 0;
  DECLARE this_table VARCHAR(64) CHARACTER SET utf8mb4;
  DECLARE held CURSOR FOR
    SELECT DISTINCT TABLE_NAME FROM (SELECT TABLE_SCHEMA, TABLE_NAME, GRANTEE FROM information_schema.TABLE_PRIVILEGES
        UNION ALL SELECT TABLE_SCHEMA, TABLE_NAME, GRANTEE FROM information_schema.COLUMN_PRIVILEGES) AS p
      WHERE GRANTEE = '\'ticketstock\'@\'localhost\'' AND TABLE_SCHEMA = '@ERP_SCHEMA@'
        AND TABLE_NAME IN ('@ERP_PREFIX@ticket_extrafields', '@ERP_PREFIX@extrafields', '@ERP_PREFIX@default_values');
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  OPEN held;
  FETCH held INTO this_table;
  WHILE NOT ended DO
    SET @ticketstock_statement = CONCAT('REVOKE ALL PRIVILEGES ON `@ERP_SCHEMA@`.`', this_table, '` FROM `ticketstock`@`localhost`');
    PREPARE take_back FROM @ticketstock_statement;
    EXECUTE take_back;
    DEALLOCATE PREPARE take_back;
    FETCH held INTO this_table;
  END WHILE;
  CLOSE held;
  SET @ticketstock_statement = NULL;
  SELECT COUNT(*) INTO others FROM information_schema.EVENTS
    WHERE EVENT_NAME = 'show_desk' AND DEFINER = 'ticketstock@localhost' AND EVENT_SCHEMA <> '@TICKETSTOCK_SCHEMA@';
  IF others = 0 THEN
    REVOKE PROCESS ON *.* FROM `ticketstock`@`localhost`;
  END IF;
END//
DELIMITER ;

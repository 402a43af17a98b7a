/*
 * TicketStock @PROJECT_VERSION@: removes the plugin without a trace: trigger, schema with rules, queue
 * and incidents, functions, account, roles. Tickets that were opened stay in the ERP; undelivered mails are
 * lost. The key file @TICKETSTOCK_SECRETS@ is yours to delete, and, if mails were being sent, files ticketstock.* in the
 * server's data folder.
 *
 *     mariadb < uninstall.sql        (or: mysql < uninstall.sql)
 *
 * Functions, roles and account are shared by all installations on the server (several ERPs) and go with the last. MySQL, which can
 * drop a function only by a statement of its own, says then that they stay and ends with error 1792.
 */
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
SET SESSION lock_wait_timeout = 5, autocommit = 1, sql_safe_updates = 0, sql_notes = 0, sql_big_selects = 1;
/*M! SET SESSION max_statement_time = 0 */;
/*!80000 SET SESSION max_execution_time = 0 */;
/* While the ERP's pages show the desk they need us: its list of tickets would be an error otherwise. Where a removal stopped in
 * the middle of the schema they are hidden already. */
SET @ticketstock_statement = IF((SELECT COUNT(*) FROM information_schema.ROUTINES
    WHERE ROUTINE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND ROUTINE_NAME = 'hide_desk_in_erp') = 0
  OR (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@'
    AND TABLE_NAME IN ('desk_shown', 'lock_name', 'ticket_to_show')) < 3, 'DO 0',
  'CALL `@TICKETSTOCK_SCHEMA@`.hide_desk_in_erp()');
PREPARE hide_desk FROM @ticketstock_statement;
EXECUTE hide_desk;
DEALLOCATE PREPARE hide_desk;
DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.`ticketstock_movement`;
DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.`ticketstock_ticket_inserted`;
DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.`ticketstock_ticket_updated`;
DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.`ticketstock_ticket_deleted`;
DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.`ticketstock_event_inserted`;
DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.`ticketstock_event_updated`;
DROP TRIGGER IF EXISTS `@ERP_SCHEMA@`.`ticketstock_event_deleted`;
@DROP_LANES@DROP EVENT IF EXISTS `@TICKETSTOCK_SCHEMA@`.prepare_numbers;
DROP EVENT IF EXISTS `@TICKETSTOCK_SCHEMA@`.purge_mail;
DROP EVENT IF EXISTS `@TICKETSTOCK_SCHEMA@`.check_health;
DROP EVENT IF EXISTS `@TICKETSTOCK_SCHEMA@`.purge_goods;
DROP EVENT IF EXISTS `@TICKETSTOCK_SCHEMA@`.follow_tickets;
DROP EVENT IF EXISTS `@TICKETSTOCK_SCHEMA@`.follow_deadlines;
/* A lane that is sending may end its session: the deadline is 20 s, and all together have 30. An installation that stopped
 * half way has no name of locks. */
SET @ticketstock_locks = NULL;
SET @ticketstock_statement = IF((SELECT COUNT(*) FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@' AND TABLE_NAME = 'lock_name') = 0, 'DO 0',
  'SELECT MAX(prefix) INTO @ticketstock_locks FROM `@TICKETSTOCK_SCHEMA@`.lock_name');
PREPARE read_locks FROM @ticketstock_statement;
EXECUTE read_locks;
DEALLOCATE PREPARE read_locks;
SET @ticketstock_locks = COALESCE(@ticketstock_locks, '@TICKETSTOCK_SCHEMA@'), @ticketstock_waits = SYSDATE();
@AWAIT_LANES@SET @ticketstock_locks = NULL, @ticketstock_waits = NULL, @ticketstock_statement = NULL;
SELECT COUNT(*) INTO @ticketstock_others FROM information_schema.ROUTINES
  WHERE DEFINER = 'ticketstock@localhost' AND ROUTINE_SCHEMA <> '@TICKETSTOCK_SCHEMA@';
CREATE DATABASE IF NOT EXISTS `@TICKETSTOCK_SCHEMA@`;
USE `@TICKETSTOCK_SCHEMA@`;
DROP PROCEDURE IF EXISTS leave_roles;
DELIMITER //
/* Roles go with the last installation, or lose what they had here; what is no role but an account of that name stays. */
CREATE PROCEDURE leave_roles()
  COMMENT 'Takes away roles, or their rights here'
BEGIN
  DECLARE taken INT;
  SELECT COUNT(*) INTO taken FROM mysql.user AS u
    WHERE u.User IN ('ticketstock_agent', 'ticketstock_gate', 'ticketstock_report', 'ticketstock_monitor')
      /*M! AND u.is_role = BINARY 'N' */
      /*!80000 AND u.Host = '%' AND (u.account_locked = 'N' OR u.authentication_string <> '') */;
  IF taken = 0 AND @ticketstock_others = 0 THEN
    DROP ROLE IF EXISTS ticketstock_agent, ticketstock_gate, ticketstock_report, ticketstock_monitor;
  ELSEIF taken = 0 THEN
    BEGIN
      /* What was never given, or is gone already. */
      DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
@ROLE_REVOKES@    END;
  END IF;
END//
DELIMITER ;
CALL leave_roles();
DROP PROCEDURE IF EXISTS leave_server;
DELIMITER //
/* The account goes, or loses what it had here; and so do the functions, where a routine may drop them. */
CREATE PROCEDURE leave_server()
  COMMENT 'Takes away what installations share, or their rights here'
BEGIN
  DECLARE ended INT DEFAULT 0;
  DECLARE this_statement TEXT CHARACTER SET utf8mb4;
  DECLARE rights CURSOR FOR
    SELECT DISTINCT CONCAT('REVOKE ALL PRIVILEGES ON `', TABLE_SCHEMA, '`.* FROM `ticketstock`@`localhost`')
      FROM information_schema.SCHEMA_PRIVILEGES
      WHERE GRANTEE = '\'ticketstock\'@\'localhost\'' AND TABLE_SCHEMA = '@TICKETSTOCK_SCHEMA@'
    UNION
    SELECT DISTINCT CONCAT('REVOKE ALL PRIVILEGES ON `', TABLE_SCHEMA, '`.`', TABLE_NAME, '` FROM `ticketstock`@`localhost`')
      FROM (SELECT TABLE_SCHEMA, TABLE_NAME, GRANTEE FROM information_schema.TABLE_PRIVILEGES
          UNION SELECT TABLE_SCHEMA, TABLE_NAME, GRANTEE FROM information_schema.COLUMN_PRIVILEGES) AS held
      WHERE GRANTEE = '\'ticketstock\'@\'localhost\'' AND TABLE_SCHEMA = '@ERP_SCHEMA@';
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = 1;
  IF @ticketstock_others > 0 THEN
    OPEN rights;
    FETCH rights INTO this_statement;
    WHILE NOT ended DO
      SET @ticketstock_statement = this_statement;
      PREPARE leaving FROM @ticketstock_statement;
      EXECUTE leaving;
      DEALLOCATE PREPARE leaving;
      FETCH rights INTO this_statement;
    END WHILE;
    CLOSE rights;
    SET @ticketstock_statement = NULL;
  ELSE
    PREPARE leaving FROM 'DROP USER IF EXISTS `ticketstock`@`localhost`';
    EXECUTE leaving;
    DEALLOCATE PREPARE leaving;
    /*M!
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_send';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_preview';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_fault';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_render';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_check';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_version';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_left_over';
    EXECUTE IMMEDIATE 'DROP FUNCTION IF EXISTS ticketstock_forget';
    */
  END IF;
END//
DELIMITER ;
CALL leave_server();
DROP DATABASE `@TICKETSTOCK_SCHEMA@`;
SELECT 'Other installations on this server use account and functions: they stay.' AS notice FROM DUAL WHERE @ticketstock_others > 0;
/*!80000 SET SESSION transaction_read_only = @ticketstock_others > 0 */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_send */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_preview */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_fault */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_render */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_check */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_version */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_left_over */;
/*!80000 DROP FUNCTION IF EXISTS ticketstock_forget */;
SET @ticketstock_others = NULL;
